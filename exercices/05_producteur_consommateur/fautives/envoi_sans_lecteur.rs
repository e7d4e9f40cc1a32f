//! Le producteur panique quand plus personne ne reçoit
//!
//! Rejet : natif, le_producteur_s_arrete_sans_lecteur
//! Message : SendError

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;

pub type Frequences = BTreeMap<&'static str, usize>;

pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    for mot in texte.split_whitespace() {
        mots.send(mot).unwrap();
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
    thread::spawn(move || produire(texte, envoi));
    consommer(mots)
}
