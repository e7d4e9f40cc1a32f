//! Le nombre est lu sous une prise du verrou, écrit sous une autre
//!
//! Rejet : entrelacements, deux_mesures_a_la_fois
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
                    let avant = combien.lock().unwrap().get(&longueur).copied();
                    let fois = avant.unwrap_or_default() + 1;
                    combien.lock().unwrap().insert(longueur, fois);
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
