//! Attendre la fin du producteur avant de consommer
//!
//! Rejet : natif, les_deux_ensemble
//! Message : ne finit pas

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
    let mut frequences = Frequences::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}

pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    let producteur = thread::spawn(move || produire(texte, envoi));
    producteur.join().unwrap();
    consommer(mots)
}
