//! Les fils écrivent dans un tableau commun, sous un verrou
//!
//! Verdict : prouvé

use std::sync::Mutex;
use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let comptes = Mutex::new(vec![0; textes.len()]);
    thread::scope(|s| {
        let (comptes, compter) = (&comptes, &compter);
        let mut fils = Vec::new();
        for (rang, texte) in textes.iter().enumerate() {
            fils.push(s.spawn(move || {
                let compte = compter(texte); // avant le verrou, pour ne pas compter l'un après l'autre
                comptes.lock().unwrap()[rang] = compte;
            }));
        }
        for fil in fils {
            fil.join().unwrap();
        }
    });
    comptes.into_inner().unwrap()
}
