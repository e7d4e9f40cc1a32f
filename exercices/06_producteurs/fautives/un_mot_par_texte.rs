//! Recevoir autant de mots que de textes
//!
//! Rejet : natif, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(0);
    let combien = textes.len();
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send(mot.to_owned());
            }
        });
    }
    drop(envoi);
    let mut frequences = BTreeMap::new();
    for mot in mots.iter().take(combien) {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
