//! Le travail du fil est une fonction, qui possède l'émetteur
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

fn envoyer_le_compte(texte: &str, envoi: Sender<usize>) {
    let _ = envoi.send(
        texte
            .split(char::is_whitespace)
            .filter(|mot| !mot.is_empty())
            .count(),
    );
}

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || envoyer_le_compte(texte, envoi));
    reception
}
