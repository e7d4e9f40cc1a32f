//! Deux annonces de fin suffisent à finir, quel que soit le nombre de fils
//!
//! Rejet : entrelacements, trois_textes
//! Message : assertion

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, messages) = unbounded();
    for (rang, texte) in textes.into_iter().enumerate() {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send(Some((rang, mot.to_owned())));
            }
            let _ = envoi.send(None);
        });
    }
    drop(envoi);
    let mut index = BTreeMap::new();
    let mut fins = 0;
    while fins < 2 {
        match messages.recv() {
            Ok(Some((rang, mot))) => {
                index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1
            }
            Ok(None) => fins += 1,
            Err(_) => break,
        }
    }
    index
}
