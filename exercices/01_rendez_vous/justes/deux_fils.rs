//! Un fil compte, un autre l'attend et envoie
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    let comptage = thread::spawn(move || texte.split_whitespace().count());
    thread::spawn(move || {
        if let Ok(compte) = comptage.join() {
            let _ = envoi.send(compte);
        }
    });
    reception
}
