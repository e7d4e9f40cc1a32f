//! Une boucle lance, une autre attend
//!
//! Verdict : prouvé

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    thread::scope(|s| {
        let compter = &compter;
        let mut fils = Vec::new();
        for texte in textes {
            fils.push(s.spawn(move || compter(texte)));
        }
        let mut comptes = vec![0; textes.len()];
        for (case, fil) in comptes.iter_mut().zip(fils) {
            *case = fil.join().unwrap();
        }
        comptes
    })
}
