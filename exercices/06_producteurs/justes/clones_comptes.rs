//! Autant d'émetteurs que de textes : le dernier fil reçoit l'original
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::iter;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = bounded(0);
    let emetteurs = iter::repeat_n(envoi, combien);
    for ((rang, texte), envoi) in textes.into_iter().enumerate().zip(emetteurs) {
        thread::spawn(move || {
            let mut mots = texte.split_whitespace();
            mots.try_for_each(|mot| envoi.send((rang, mot.to_owned())))
        });
    }
    let mut index = BTreeMap::new();
    for (rang, mot) in mots {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
