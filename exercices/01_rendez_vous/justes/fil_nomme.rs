//! Un fil nommé, et un envoi qui ne craint pas d'être refusé
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::Builder::new()
        .name("compteur".to_owned())
        .spawn(move || envoi.send(texte.split_whitespace().count()).unwrap())
        .expect("un fil se lance");
    reception
}
