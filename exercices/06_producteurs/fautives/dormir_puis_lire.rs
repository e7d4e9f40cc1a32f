//! Dormir, puis prendre ce qui est arrivé
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = unbounded();
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                let _ = envoi.send(mot.to_owned());
            }
        });
    }
    thread::sleep(Duration::from_millis(20));
    let mut frequences = BTreeMap::new();
    for mot in mots.try_iter() {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
