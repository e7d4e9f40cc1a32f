//! Le total est remplacé par la somme, au lieu de l'augmenter
//!
//! Rejet : natif, aucun_texte
//! Message : le total ne change pas

use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let fils: Vec<_> = textes
        .iter()
        .map(|texte| thread::spawn(|| texte.split_whitespace().count()))
        .collect();
    let somme = fils.into_iter().map(|fil| fil.join().unwrap()).sum();
    *total.lock().unwrap() = somme;
}
