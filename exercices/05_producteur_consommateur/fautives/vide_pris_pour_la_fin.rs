//! Le consommateur s'arrête dès que le canal est vide
//!
//! Rejet : entrelacements, le_consommateur_attend
//! Message : SendError

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
    while let Ok(mot) = mots.try_recv() {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}

// Ici, tous les mots sont arrivés : c'est par chance que cela suffit.
pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(1000);
    let producteur = thread::spawn(move || produire(texte, envoi));
    producteur.join().unwrap();
    consommer(mots)
}
