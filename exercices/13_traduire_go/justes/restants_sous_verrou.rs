//! Les textes restants sous un verrou
//!
//! Verdict : prouvé

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

pub fn histogramme(
    textes: &[&str],
    n: usize,
    mesurer: impl Fn(&str) -> usize + Sync,
) -> BTreeMap<usize, usize> {
    let restants = Mutex::new(textes.iter());
    let combien = Mutex::new(BTreeMap::new());
    let suivant = || restants.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..n {
            s.spawn(|| {
                while let Some(texte) = suivant() {
                    let longueur = mesurer(texte);
                    let mut combien = combien.lock().unwrap();
                    *combien.entry(longueur).or_default() += 1;
                }
            });
        }
    });
    combien.into_inner().unwrap()
}
