//! Un groupe d'attente, et un fil qui ferme le canal quand tous ont fini
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use crossbeam_utils::sync::WaitGroup;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(0);
    let (envoi, groupe) = (Arc::new(envoi), WaitGroup::new());
    for texte in textes {
        let (envoi, groupe) = (Arc::clone(&envoi), groupe.clone());
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send(mot.to_owned()).unwrap();
            }
            drop((envoi, groupe));
        });
    }
    thread::spawn(move || {
        groupe.wait();
        drop(envoi);
    });
    let mut frequences = BTreeMap::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
