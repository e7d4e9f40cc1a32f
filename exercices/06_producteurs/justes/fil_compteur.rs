//! Compter dans un fil à part, et l'attendre
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded::<String>(0);
    let compteur = thread::spawn(move || {
        mots.iter().fold(BTreeMap::new(), |mut frequences, mot| {
            *frequences.entry(mot).or_default() += 1;
            frequences
        })
    });
    thread::scope(|portee| {
        for texte in &textes {
            portee.spawn(|| {
                for mot in texte.split_whitespace() {
                    envoi.send(mot.to_owned()).unwrap();
                }
            });
        }
    });
    drop(envoi);
    compteur.join().unwrap()
}
