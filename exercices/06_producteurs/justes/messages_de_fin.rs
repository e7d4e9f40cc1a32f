//! Chaque fil annonce sa fin, et l'on compte les annonces
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, messages) = bounded(0);
    let mut en_cours = textes.len();
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send(Some(mot.to_owned())).unwrap();
            }
            envoi.send(None).unwrap();
        });
    }
    let mut frequences = BTreeMap::new();
    while en_cours > 0 {
        match messages.recv().unwrap() {
            Some(mot) => *frequences.entry(mot).or_default() += 1,
            None => en_cours -= 1,
        }
    }
    frequences
}
