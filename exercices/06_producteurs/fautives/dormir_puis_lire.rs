//! Dormir, puis prendre ce qui est arrivé
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = unbounded();
    for (rang, texte) in textes.into_iter().enumerate() {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send((rang, mot.to_owned()));
            }
        });
    }
    thread::sleep(Duration::from_millis(20));
    let mut index = BTreeMap::new();
    for (rang, mot) in mots.try_iter() {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
