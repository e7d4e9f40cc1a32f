//! Le compte est lu sous une prise du verrou, écrit sous une autre
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let frequences = Mutex::new(BTreeMap::new());
    thread::scope(|portee| {
        for texte in &textes {
            portee.spawn(|| {
                for mot in texte.split_whitespace() {
                    let fois = *frequences.lock().unwrap().get(mot).unwrap_or(&0);
                    frequences.lock().unwrap().insert(mot.to_owned(), fois + 1);
                }
            });
        }
    });
    frequences.into_inner().unwrap()
}
