//! Le compte est lu sous une prise du verrou, écrit sous une autre
//!
//! Rejet : entrelacements, les_mots_de_tous_les_textes
//! Message : assertion

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let index = Mutex::new(BTreeMap::new());
    thread::scope(|portee| {
        let index = &index;
        for (rang, texte) in textes.iter().enumerate() {
            portee.spawn(move || {
                for mot in texte.split_whitespace() {
                    let connu = index.lock().unwrap().get(mot).cloned();
                    let mut fois = connu.unwrap_or_else(|| vec![0; combien]);
                    fois[rang] += 1;
                    index.lock().unwrap().insert(mot.to_owned(), fois);
                }
            });
        }
    });
    index.into_inner().unwrap()
}
