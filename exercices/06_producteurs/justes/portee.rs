//! Une portée : les fils empruntent les textes
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let mut frequences = BTreeMap::new();
    thread::scope(|portee| {
        let (envoi, mots) = bounded(0);
        for texte in &textes {
            let envoi = envoi.clone();
            portee.spawn(move || {
                for mot in texte.split_whitespace() {
                    envoi.send(mot).expect("la portée reçoit jusqu'à la fin");
                }
            });
        }
        drop(envoi);
        for mot in mots {
            *frequences.entry(mot.to_owned()).or_default() += 1;
        }
    });
    frequences
}
