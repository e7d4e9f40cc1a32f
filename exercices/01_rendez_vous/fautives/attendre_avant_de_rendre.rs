//! Attendre la fin du fil avant de rendre le récepteur
//!
//! Rejet : natif, le_compte_arrive
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    let fil = thread::spawn(move || envoi.send(texte.split_whitespace().count()));
    // L'envoi attend une réception qui ne viendra qu'après ce `join`.
    let _ = fil.join();
    reception
}
