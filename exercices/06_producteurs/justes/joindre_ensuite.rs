//! Recevoir d'abord, attendre les fils ensuite
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread::{self, JoinHandle};

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = unbounded();
    let lancer = |texte: String| -> JoinHandle<()> {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send(mot.to_owned()).unwrap();
            }
        })
    };
    let fils: Vec<_> = textes.into_iter().map(lancer).collect();
    drop(envoi);
    let mut frequences = BTreeMap::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    for fil in fils {
        fil.join().unwrap();
    }
    frequences
}
