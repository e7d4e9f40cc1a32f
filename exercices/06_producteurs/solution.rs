//! Chaque fil reçoit un clone de l'émetteur ; le canal se ferme quand le
//! dernier est détruit, et personne n'a besoin de savoir lequel. Reste celui
//! de la fonction elle-même : sans `drop(envoi)`, la boucle attendrait pour
//! toujours.

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

/// Combien de fois chaque mot se trouve, tous textes réunis. Un fil par texte
/// envoie ses mots ; tous passent par le même canal, sans tampon, et cette
/// fonction les compte à mesure.
pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    let (envoi, mots) = bounded(0);
    for texte in textes {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for mot in texte.split_whitespace() {
                if envoi.send(mot.to_owned()).is_err() {
                    return;
                }
            }
        });
    }
    drop(envoi); // cette fonction n'envoie rien

    let mut frequences = BTreeMap::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}
