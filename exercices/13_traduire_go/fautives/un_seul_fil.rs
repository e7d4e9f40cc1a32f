//! Un seul fil, quel que soit n
//!
//! Rejet : natif, deux_mesures_a_la_fois
//! Message : ne finit pas

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

pub fn histogramme(
    textes: &[&str],
    n: usize,
    mesurer: impl Fn(&str) -> usize + Sync,
) -> BTreeMap<usize, usize> {
    let (envoi, travaux) = bounded(0);
    let combien = Mutex::new(BTreeMap::new());
    thread::scope(|s| {
        for _ in 0..n.min(1) {
            let travaux = travaux.clone();
            s.spawn(|| {
                for texte in travaux {
                    let longueur = mesurer(texte);
                    *combien.lock().unwrap().entry(longueur).or_default() += 1;
                }
            });
        }
        for texte in textes {
            envoi.send(*texte).unwrap();
        }
        drop(envoi); // tient lieu de close(travaux)
    });
    combien.into_inner().unwrap()
}
