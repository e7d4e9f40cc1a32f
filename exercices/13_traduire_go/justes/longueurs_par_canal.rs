//! Les longueurs reviennent par un canal : rien à verrouiller
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;

pub fn histogramme(
    textes: &[&str],
    n: usize,
    mesurer: impl Fn(&str) -> usize + Sync,
) -> BTreeMap<usize, usize> {
    let (envoi, travaux) = unbounded();
    for texte in textes {
        envoi.send(*texte).unwrap();
    }
    drop(envoi);
    let (rendu, longueurs) = unbounded();
    let mut combien = BTreeMap::new();
    thread::scope(|s| {
        for _ in 0..n {
            let (travaux, rendu, mesurer) = (travaux.clone(), rendu.clone(), &mesurer);
            s.spawn(move || {
                for texte in travaux {
                    rendu.send(mesurer(texte)).unwrap();
                }
            });
        }
        drop(rendu);
        for longueur in longueurs {
            *combien.entry(longueur).or_default() += 1;
        }
    });
    combien
}
