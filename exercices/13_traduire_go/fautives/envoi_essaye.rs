//! Un texte que personne n'attend encore est perdu
//!
//! Rejet : entrelacements, les_textes_de_chaque_longueur
//! Message : assertion

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
        for _ in 0..n {
            let travaux = travaux.clone();
            s.spawn(|| {
                for texte in travaux {
                    let longueur = mesurer(texte);
                    *combien.lock().unwrap().entry(longueur).or_default() += 1;
                }
            });
        }
        for texte in textes {
            let _ = envoi.try_send(*texte);
        }
        drop(envoi); // tient lieu de close(travaux)
    });
    combien.into_inner().unwrap()
}
