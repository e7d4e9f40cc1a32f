//! Le producteur panique si le lecteur s'en va au milieu
//!
//! Rejet : natif, le_lecteur_s_en_va
//! Message : sans paniquer

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;

pub type Frequences = BTreeMap<&'static str, usize>;

pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    let mut restants = texte.split_whitespace();
    if let Some(premier) = restants.next()
        && mots.send(premier).is_ok()
    {
        restants.for_each(|mot| mots.send(mot).unwrap());
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
