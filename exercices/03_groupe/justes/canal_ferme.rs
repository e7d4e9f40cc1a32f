//! Attendre la fermeture d'un canal où personne n'envoie
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let (present, absents) = bounded::<()>(0);
    for &texte in textes {
        let (total, present) = (total.clone(), present.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            drop(present);
        });
    }
    drop(present);
    assert!(absents.recv().is_err(), "personne n'envoie");
}
