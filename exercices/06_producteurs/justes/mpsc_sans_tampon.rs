//! Le canal de la bibliothèque standard, sans tampon
//!
//! Verdict : prouvé

use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

fn produire(texte: &str, envoi: &SyncSender<String>) {
    for mot in texte.split_whitespace() {
        if envoi.send(mot.to_owned()).is_err() {
            return;
        }
    }
}

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = sync_channel(0);
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || produire(&texte, &envoi));
    }
    drop(envoi);
    let mut frequences = BTreeMap::new();
    while let Ok(mot) = mots.recv() {
        *frequences.entry(mot).or_insert(0) += 1;
    }
    frequences
}
