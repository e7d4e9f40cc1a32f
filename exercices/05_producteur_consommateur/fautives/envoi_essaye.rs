//! Le producteur n'attend pas le consommateur : un mot refusé est perdu
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
        thread::sleep(Duration::from_millis(10));
        let _ = mots.try_send(mot);
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
