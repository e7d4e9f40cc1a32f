//! L'envoi est une branche de `select!`
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded, select};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        let compte = texte.split_whitespace().count();
        select! {
            send(envoi, compte) -> _ => {}
        }
    });
    reception
}
