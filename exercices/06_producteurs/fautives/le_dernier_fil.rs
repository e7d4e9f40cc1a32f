//! N'attendre que le dernier fil, puis prendre ce qui est arrivé
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = unbounded();
    let mut dernier = None;
    for (rang, texte) in textes.into_iter().enumerate() {
        let envoi = envoi.clone();
        dernier = Some(thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send((rang, mot.to_owned())).unwrap();
            }
        }));
    }
    if let Some(dernier) = dernier {
        dernier.join().unwrap();
    }
    let mut index = BTreeMap::new();
    for (rang, mot) in mots.try_iter() {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
