//! Un tampon à la place du rendez-vous
//!
//! Rejet : natif, le_canal_est_sans_tampon
//! Message : Some(0)

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(1);
    thread::spawn(move || {
        let _ = envoi.send(texte.split_whitespace().count());
    });
    reception
}
