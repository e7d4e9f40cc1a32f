//! Compter dans une `HashMap`, et ne ranger qu'à la fin
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::{BTreeMap, HashMap};
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded::<String>(0);
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send(mot.to_owned());
            }
        });
    }
    drop(envoi);
    let mut frequences = HashMap::new();
    for mot in mots {
        *frequences.entry(mot).or_insert(0) += 1;
    }
    frequences.into_iter().collect()
}
