//! Ce que l'exercice 6 doit faire

use super::*;
use std::collections::BTreeMap;

fn textes(textes: &[&str]) -> Vec<String> {
    textes.iter().map(|texte| (*texte).to_owned()).collect()
}

fn attendu(mots: &[(&str, &[usize])]) -> BTreeMap<String, Vec<usize>> {
    let mots = mots
        .iter()
        .map(|(mot, fois)| ((*mot).to_owned(), fois.to_vec()));
    mots.collect()
}

/// Les mots de tous les textes sont dans l'index, chacun à sa place.
pub fn les_mots_de_tous_les_textes() {
    let index = rassembler(textes(&["un deux", "un"]));
    assert_eq!(index, attendu(&[("deux", &[1, 0]), ("un", &[1, 1])]));
}

/// Un texte vide garde sa place.
pub fn un_texte_vide() {
    let index = rassembler(textes(&["", "un un"]));
    assert_eq!(index, attendu(&[("un", &[0, 2])]));
}

/// Sans texte, il n'y a rien à ranger, et rien à attendre.
pub fn aucun_texte() {
    assert_eq!(rassembler(Vec::new()), attendu(&[]));
}

/// Trois textes, trois fils : aucun mot ne se perd.
pub fn trois_textes() {
    let index = rassembler(textes(&["un", "deux", "un"]));
    assert_eq!(index, attendu(&[("deux", &[0, 1, 0]), ("un", &[1, 0, 1])]));
}
