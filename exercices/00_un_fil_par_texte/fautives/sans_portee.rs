//! `thread::spawn` ne peut pas emprunter les textes
//!
//! Rejet : compilation
//! Message : E0597

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    let fils: Vec<_> = textes
        .iter()
        .map(|texte| thread::spawn(move || compter(texte)))
        .collect();
    fils.into_iter().map(|fil| fil.join().unwrap()).collect()
}
