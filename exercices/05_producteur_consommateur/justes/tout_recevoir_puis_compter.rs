//! Le consommateur reçoit tout, puis compte
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};
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
    let mut recus: Vec<&str> = mots.iter().collect();
    recus.sort_unstable();
    let suites = recus.chunk_by(|a, b| a == b);
    suites.map(|suite| (suite[0], suite.len())).collect()
}

pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    thread::spawn(move || produire(texte, envoi));
    consommer(mots)
}
