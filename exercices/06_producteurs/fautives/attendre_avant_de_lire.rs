//! Attendre les fils avant de recevoir leurs mots
//!
//! Rejet : natif, les_mots_de_tous_les_textes
//! Message : ne finit pas

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(0);
    let fils: Vec<_> = textes
        .into_iter()
        .map(|texte| {
            let envoi = envoi.clone();
            thread::spawn(move || {
                for mot in texte.split_whitespace() {
                    let _ = envoi.send(mot.to_owned());
                }
            })
        })
        .collect();
    drop(envoi);
    for fil in fils {
        fil.join().unwrap();
    }
    let mut frequences = BTreeMap::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
