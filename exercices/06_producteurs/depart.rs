//! Exercice 6 : plusieurs fils lisent, un seul tient l'index

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

/// L'index des textes : pour chaque mot, combien de fois il se trouve dans
/// chacun, dans l'ordre des textes. Un fil par texte envoie ses mots ; tous
/// passent par le même canal, sans tampon, et cette fonction les range à mesure.
pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, Vec<usize>> {
    todo!("un fil par texte, un canal pour tous")
}
