//! Le consommateur distingue un canal vide d'un canal fermé
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};
use std::collections::BTreeMap;
use std::thread;

pub type Frequences = BTreeMap<&'static str, usize>;

pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    for mot in texte.split_whitespace() {
        if mots.send(mot).is_err() {
            return;
        }
    }
}

pub fn consommer(mots: Receiver<&'static str>) -> Frequences {
    let mut frequences = Frequences::new();
    loop {
        match mots.try_recv() {
            Ok(mot) => *frequences.entry(mot).or_default() += 1,
            Err(TryRecvError::Empty) => thread::yield_now(),
            Err(TryRecvError::Disconnected) => return frequences,
        }
    }
}

pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    thread::spawn(move || produire(texte, envoi));
    consommer(mots)
}
