//! Recevoir d'abord, attendre les fils ensuite
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread::{self, JoinHandle};

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = unbounded();
    let lancer = |(rang, texte): (usize, String)| -> JoinHandle<()> {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send((rang, mot.to_owned())).unwrap();
            }
        })
    };
    let fils: Vec<_> = textes.into_iter().enumerate().map(lancer).collect();
    drop(envoi);
    let mut index = BTreeMap::new();
    for (rang, mot) in mots {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    for fil in fils {
        fil.join().unwrap();
    }
    index
}
