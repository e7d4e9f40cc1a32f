//! Attendre le dernier d'abord, puis retourner le tableau
//!
//! Verdict : prouvé

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    thread::scope(|s| {
        let mut fils: Vec<_> = textes
            .iter()
            .map(|texte| s.spawn(move || compter(texte)))
            .collect();
        let mut comptes = Vec::new();
        while let Some(fil) = fils.pop() {
            comptes.push(fil.join().unwrap());
        }
        comptes.reverse();
        comptes
    })
}
