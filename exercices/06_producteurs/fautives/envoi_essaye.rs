//! Un mot que personne n'attend est perdu
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(0);
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send_timeout(mot.to_owned(), Duration::from_millis(500));
            }
        });
    }
    drop(envoi);
    let mut frequences = BTreeMap::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
