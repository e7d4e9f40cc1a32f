//! Les fils envoient leurs comptes, un seul les ajoute
//!
//! Verdict : prouvé

use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let (envoi, comptes) = mpsc::channel();
    for &texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || envoi.send(texte.split_whitespace().count()));
    }
    drop(envoi);
    for compte in comptes {
        *total.lock().unwrap() += compte;
    }
}
