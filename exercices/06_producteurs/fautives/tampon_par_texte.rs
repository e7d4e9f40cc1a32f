//! Attendre les fils, avec un tampon d'une place par texte
//!
//! Rejet : natif, les_mots_de_tous_les_textes
//! Message : ne finit pas

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(textes.len());
    thread::scope(|portee| {
        for texte in &textes {
            portee.spawn(|| {
                for mot in texte.split_whitespace() {
                    envoi.send(mot.to_owned()).unwrap();
                }
            });
        }
    });
    drop(envoi);
    let mut frequences = BTreeMap::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
