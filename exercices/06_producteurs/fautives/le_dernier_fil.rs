//! N'attendre que le dernier fil, puis prendre ce qui est arrivé
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = unbounded();
    let mut dernier = None;
    for texte in textes {
        let envoi = envoi.clone();
        dernier = Some(thread::spawn(move || {
            for mot in texte.split_whitespace() {
                envoi.send(mot.to_owned()).unwrap();
            }
        }));
    }
    if let Some(dernier) = dernier {
        dernier.join().unwrap();
    }
    let mut frequences = BTreeMap::new();
    for mot in mots.try_iter() {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
