//! Une portée : les fils empruntent les textes
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let mut index = BTreeMap::new();
    thread::scope(|portee| {
        let (envoi, mots) = bounded(0);
        for (rang, texte) in textes.iter().enumerate() {
            let envoi = envoi.clone();
            portee.spawn(move || {
                for mot in texte.split_whitespace() {
                    envoi
                        .send((rang, mot))
                        .expect("la portée reçoit jusqu'à la fin");
                }
            });
        }
        drop(envoi);
        for (rang, mot) in mots {
            let fois = index.entry(mot.to_owned());
            fois.or_insert_with(|| vec![0; combien])[rang] += 1;
        }
    });
    index
}
