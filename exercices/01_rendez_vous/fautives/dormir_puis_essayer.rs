//! Dormir pour laisser au récepteur le temps d'attendre, puis essayer d'envoyer
//!
//! Rejet : entrelacements, le_compte_arrive
//! Message : Err(RecvError)

use crossbeam_channel::{Receiver, bounded};
use std::thread;
use std::time::Duration;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        let _ = envoi.try_send(texte.split_whitespace().count());
    });
    reception
}
