//! `select!` des deux côtés
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::collections::BTreeMap;
use std::thread;

pub type Frequences = BTreeMap<&'static str, usize>;

pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    for mot in texte.split_whitespace() {
        select! {
            send(mots, mot) -> envoye => if envoye.is_err() {
                return;
            },
        }
    }
}

pub fn consommer(mots: Receiver<&'static str>) -> Frequences {
    let mut frequences = Frequences::new();
    loop {
        select! {
            recv(mots) -> mot => match mot {
                Ok(mot) => *frequences.entry(mot).or_default() += 1,
                Err(_) => return frequences,
            },
        }
    }
}

pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    thread::spawn(move || produire(texte, envoi));
    consommer(mots)
}
