//! Chaque fil reçoit un clone de l'émetteur ; le canal se ferme quand le
//! dernier est détruit, et personne n'a besoin de savoir lequel. Reste celui
//! de la fonction elle-même : sans `drop(envoi)`, la boucle attendrait pour
//! toujours. Les mots des textes arrivent mêlés : chacun voyage donc avec le
//! rang de son texte.

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

/// L'index des textes : pour chaque mot, combien de fois il se trouve dans
/// chacun, dans l'ordre des textes. Un fil par texte envoie ses mots ; tous
/// passent par le même canal, sans tampon, et cette fonction les range à mesure.
pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let combien = textes.len();
    let (envoi, mots) = bounded(0);
    for (rang, texte) in textes.into_iter().enumerate() {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                if envoi.send((mot.to_owned(), rang)).is_err() {
                    return;
                }
            }
        });
    }
    drop(envoi); // cette fonction n'envoie rien

    let mut index = BTreeMap::new();
    for (mot, rang) in mots {
        index.entry(mot).or_insert_with(|| vec![0; combien])[rang] += 1;
    }
    index
}
