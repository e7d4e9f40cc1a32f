//! Le fil partage le texte entre deux autres, dans une portée
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        let mots: Vec<&str> = texte.split_whitespace().collect();
        let (debut, fin) = mots.split_at(mots.len() / 2);
        let compte = thread::scope(|portee| {
            let debut = portee.spawn(|| debut.len());
            fin.len() + debut.join().unwrap_or_default()
        });
        let _ = envoi.send(compte);
    });
    reception
}
