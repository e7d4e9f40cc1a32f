//! Le canal de la bibliothèque standard, dont le récepteur est partagé sous un verrou
//!
//! Verdict : prouvé

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::thread;

pub fn histogramme(
    textes: &[&str],
    n: usize,
    mesurer: impl Fn(&str) -> usize + Sync,
) -> BTreeMap<usize, usize> {
    let (envoi, travaux) = sync_channel::<&str>(0);
    let travaux = Mutex::new(travaux);
    let combien = Mutex::new(BTreeMap::new());
    let suivant = || travaux.lock().unwrap().recv();
    thread::scope(|s| {
        for _ in 0..n {
            s.spawn(|| {
                while let Ok(texte) = suivant() {
                    let longueur = mesurer(texte);
                    *combien.lock().unwrap().entry(longueur).or_default() += 1;
                }
            });
        }
        for texte in textes {
            envoi.send(texte).unwrap();
        }
        drop(envoi);
    });
    combien.into_inner().unwrap()
}
