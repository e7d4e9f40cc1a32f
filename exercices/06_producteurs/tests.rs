//! Ce que l'exercice 6 doit faire

use super::*;
use std::collections::BTreeMap;

fn textes(textes: &[&str]) -> Vec<String> {
    textes.iter().map(|texte| (*texte).to_owned()).collect()
}

fn attendu(mots: &[(&str, usize)]) -> BTreeMap<String, usize> {
    let mots = mots.iter().map(|(mot, fois)| ((*mot).to_owned(), *fois));
    mots.collect()
}

/// Les mots de tous les textes sont comptés ensemble.
pub fn les_mots_de_tous_les_textes() {
    let comptes = rassembler(textes(&["un deux", "un"]));
    assert_eq!(comptes, attendu(&[("deux", 1), ("un", 2)]));
}

/// Un texte vide ne change rien.
pub fn un_texte_vide() {
    let comptes = rassembler(textes(&["", "un"]));
    assert_eq!(comptes, attendu(&[("un", 1)]));
}

/// Sans texte, il n'y a rien à compter, et rien à attendre.
pub fn aucun_texte() {
    assert_eq!(rassembler(Vec::new()), attendu(&[]));
}

/// Trois textes, trois fils : aucun mot ne se perd.
pub fn trois_textes() {
    let comptes = rassembler(textes(&["un", "deux", "un"]));
    assert_eq!(comptes, attendu(&[("deux", 1), ("un", 2)]));
}
