//! Le rang est pris par le fil qui démarre : c'est celui du départ, non du texte
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let prochain = Arc::new(AtomicUsize::new(0));
    let (envoi, mots) = bounded(0);
    for texte in textes {
        let (envoi, prochain) = (envoi.clone(), prochain.clone());
        thread::spawn(move || {
            let rang = prochain.fetch_add(1, SeqCst);
            for mot in texte.split_whitespace() {
                let _ = envoi.send((rang, mot.to_owned()));
            }
        });
    }
    drop(envoi);
    let mut index = BTreeMap::new();
    for (rang, mot) in mots {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
