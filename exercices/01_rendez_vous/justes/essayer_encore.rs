//! Essayer d'envoyer, céder la main, recommencer jusqu'au rendez-vous
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TrySendError, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        let compte = texte.split_whitespace().count();
        while let Err(TrySendError::Full(_)) = envoi.try_send(compte) {
            thread::yield_now();
        }
    });
    reception
}
