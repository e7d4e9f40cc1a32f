//! Exercice 6 : plusieurs fils lisent, un seul compte

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

/// Combien de fois chaque mot se trouve, tous textes réunis. Un fil par texte
/// envoie ses mots ; tous passent par le même canal, sans tampon, et cette
/// fonction les compte à mesure.
pub fn rassembler(textes: Vec<String>) -> BTreeMap<String, usize> {
    todo!("un fil par texte, un canal pour tous")
}
