//! Chaque fil annonce sa fin, et l'on compte les annonces
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, messages) = bounded(0);
    let mut en_cours = combien;
    for (rang, texte) in textes.into_iter().enumerate() {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send(Some((rang, mot.to_owned()))).unwrap();
            }
            envoi.send(None).unwrap();
        });
    }
    let mut index = BTreeMap::new();
    while en_cours > 0 {
        match messages.recv().unwrap() {
            Some((rang, mot)) => index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1,
            None => en_cours -= 1,
        }
    }
    index
}
