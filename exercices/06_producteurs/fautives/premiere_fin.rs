//! La première annonce de fin est prise pour celle de tous
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
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
    for mot in messages.iter().map_while(|message| message) {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
