//! Un fil par texte, quel que soit n
//!
//! Rejet : entrelacements, pas_plus_de_n_a_la_fois
//! Message : une mesure est déjà en cours

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
        for _ in 0..n.max(textes.len()) {
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
