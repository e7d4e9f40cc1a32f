//! Un premier message annonce que le fil est lancé
//!
//! Rejet : natif, le_compte_arrive
//! Message : Ok(0)

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        let _ = envoi.send(0);
        let _ = envoi.send(texte.split_whitespace().count());
    });
    reception
}
