//! Des itérateurs : `try_for_each` d'un côté, `fold` de l'autre
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;

pub type Frequences = BTreeMap<&'static str, usize>;

pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    let _ = texte.split_whitespace().try_for_each(|mot| mots.send(mot));
}

pub fn consommer(mots: Receiver<&'static str>) -> Frequences {
    mots.into_iter()
        .fold(Frequences::new(), |mut frequences, mot| {
            *frequences.entry(mot).or_default() += 1;
            frequences
        })
}

pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    thread::spawn(move || produire(texte, envoi));
    consommer(mots)
}
