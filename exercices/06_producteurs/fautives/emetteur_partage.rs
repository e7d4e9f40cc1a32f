//! Les fils empruntent l'émetteur : il ne finit qu'après la boucle qu'il tient ouverte
//!
//! Rejet : natif, les_mots_de_tous_les_textes
//! Message : ne finit pas

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = bounded(0);
    let mut index = BTreeMap::new();
    thread::scope(|portee| {
        let envoi = &envoi;
        for (rang, texte) in textes.iter().enumerate() {
            portee.spawn(move || {
                for mot in texte.split_whitespace() {
                    envoi.send((rang, mot.to_owned())).unwrap();
                }
            });
        }
        for (rang, mot) in mots {
            index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
        }
    });
    index
}
