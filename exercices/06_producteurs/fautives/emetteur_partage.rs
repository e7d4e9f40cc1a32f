//! Les fils empruntent l'émetteur : il ne finit qu'après la boucle qu'il tient ouverte
//!
//! Rejet : natif, les_mots_de_tous_les_textes
//! Message : ne finit pas

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(0);
    let mut frequences = BTreeMap::new();
    thread::scope(|portee| {
        for texte in &textes {
            portee.spawn(|| {
                for mot in texte.split_whitespace() {
                    envoi.send(mot.to_owned()).unwrap();
                }
            });
        }
        for mot in mots {
            *frequences.entry(mot).or_default() += 1;
        }
    });
    frequences
}
