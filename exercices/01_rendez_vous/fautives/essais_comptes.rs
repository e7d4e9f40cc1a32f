//! Trois essais d'envoi, puis l'abandon
//!
//! Rejet : entrelacements, le_compte_arrive
//! Message : Err(RecvError)

use crossbeam_channel::{Receiver, bounded};
use std::thread;
use std::time::Duration;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        let compte = texte.split_whitespace().count();
        for _ in 0..3 {
            if envoi.try_send(compte).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    });
    reception
}
