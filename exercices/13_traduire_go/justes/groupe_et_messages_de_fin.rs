//! Un groupe d'attente, comme en Go, et des messages de fin à la place de la fermeture
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use crossbeam_utils::sync::WaitGroup;
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
        let groupe = WaitGroup::new();
        for _ in 0..n {
            let (travaux, membre) = (travaux.clone(), groupe.clone());
            let (combien, mesurer) = (&combien, &mesurer);
            s.spawn(move || {
                while let Ok(Some(texte)) = travaux.recv() {
                    let longueur = mesurer(texte);
                    *combien.lock().unwrap().entry(longueur).or_default() += 1;
                }
                drop(membre);
            });
        }
        for texte in textes {
            envoi.send(Some(*texte)).unwrap();
        }
        for _ in 0..n {
            envoi.send(None).unwrap();
        }
        groupe.wait();
    });
    combien.into_inner().unwrap()
}
