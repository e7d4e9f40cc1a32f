//! Dormir, puis prendre les mots déjà là
//!
//! Rejet : entrelacements, les_deux_ensemble
//! Message : assertion

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

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
    for mot in mots.try_iter() {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}

pub fn frequences(texte: &'static str) -> Frequences {
    // Assez de place pour que le producteur n'attende pas.
    let (envoi, mots) = bounded(100);
    thread::spawn(move || produire(texte, envoi));
    thread::sleep(Duration::from_millis(20));
    consommer(mots)
}
