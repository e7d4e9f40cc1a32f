//! Autant d'émetteurs que de textes : le dernier fil reçoit l'original
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::iter;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(0);
    let emetteurs = iter::repeat_n(envoi, textes.len());
    for (texte, envoi) in textes.into_iter().zip(emetteurs) {
        thread::spawn(move || {
            let mut mots = texte.split_whitespace();
            mots.try_for_each(|mot| envoi.send(mot.to_owned()))
        });
    }
    let mut frequences = BTreeMap::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
