//! Deux fils seulement, chacun pour la moitié des textes
//!
//! Rejet : natif, aucun_texte
//! Message : chunk

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    thread::scope(|s| {
        let moitie = textes.len().div_ceil(2);
        let fils: Vec<_> = textes
            .chunks(moitie)
            .map(|textes| s.spawn(move || textes.iter().map(|texte| compter(texte)).collect()))
            .collect();
        let comptes: Vec<Vec<usize>> = fils.into_iter().map(|fil| fil.join().unwrap()).collect();
        comptes.concat()
    })
}
