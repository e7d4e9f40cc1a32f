//! Le fil envoie son compte tant qu'on le lit
//!
//! Rejet : natif, le_canal_se_ferme
//! Message : is_err

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || while envoi.send(texte.split_whitespace().count()).is_ok() {});
    reception
}
