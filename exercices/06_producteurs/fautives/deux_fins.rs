//! Deux annonces de fin suffisent à finir, quel que soit le nombre de fils
//!
//! Rejet : entrelacements, trois_textes
//! Message : assertion

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, messages) = unbounded();
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send(Some(mot.to_owned()));
            }
            let _ = envoi.send(None);
        });
    }
    drop(envoi);
    let mut frequences = BTreeMap::new();
    let mut fins = 0;
    while fins < 2 {
        match messages.recv() {
            Ok(Some(mot)) => *frequences.entry(mot).or_default() += 1,
            Ok(None) => fins += 1,
            Err(_) => break,
        }
    }
    frequences
}
