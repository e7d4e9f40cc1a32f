//! Recevoir autant de mots que de textes
//!
//! Rejet : natif, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let (envoi, mots) = bounded(0);
    let combien = textes.len();
    for (rang, texte) in textes.into_iter().enumerate() {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send((rang, mot.to_owned()));
            }
        });
    }
    drop(envoi);
    let mut index = BTreeMap::new();
    for (rang, mot) in mots.iter().take(combien) {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
