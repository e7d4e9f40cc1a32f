//! Compter dans un fil à part, et l'attendre
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = bounded::<(usize, String)>(0);
    let compteur = thread::spawn(move || {
        mots.iter().fold(BTreeMap::new(), |mut index, (rang, mot)| {
            index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
            index
        })
    });
    thread::scope(|portee| {
        let envoi = &envoi;
        for (rang, texte) in textes.iter().enumerate() {
            portee.spawn(move || {
                for mot in texte.split_whitespace() {
                    envoi.send((rang, mot.to_owned())).unwrap();
                }
            });
        }
    });
    drop(envoi);
    compteur.join().unwrap()
}
