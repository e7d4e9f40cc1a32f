//! Le canal de la bibliothèque standard, sans tampon
//!
//! Verdict : prouvé

use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

fn produire(rang: usize, texte: &str, envoi: &SyncSender<(usize, String)>) {
    for mot in texte.split_whitespace() {
        if envoi.send((rang, mot.to_owned())).is_err() {
            return;
        }
    }
}

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = sync_channel(0);
    for (rang, texte) in textes.into_iter().enumerate() {
        let envoi = envoi.clone();
        thread::spawn(move || produire(rang, &texte, &envoi));
    }
    drop(envoi);
    let mut index = BTreeMap::new();
    while let Ok((rang, mot)) = mots.recv() {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
