//! Ce que l'exercice 13 doit faire

use super::*;
use crossbeam_channel::bounded;
use std::sync::atomic::{AtomicUsize, Ordering};

fn longueur(texte: &str) -> usize {
    texte.len()
}

/// Les textes de chaque longueur sont comptés.
pub fn les_textes_de_chaque_longueur() {
    let combien = histogramme(&["un", "six", "dix"], 1, longueur);
    assert_eq!(Vec::from_iter(combien), [(2, 1), (3, 2)]);
}

/// Sans texte, il n'y a pas de longueur, et rien à attendre.
pub fn aucun_texte() {
    assert_eq!(Vec::from_iter(histogramme(&[], 2, longueur)), []);
}

/// Deux fils mesurent à la fois : la mesure de « a » attend celle de « b », et
/// l'inverse.
pub fn deux_mesures_a_la_fois() {
    let (vers_b, de_a) = bounded(0);
    let (vers_a, de_b) = bounded(0);
    let mesurer = |texte: &str| {
        if texte == "a" {
            vers_b.send(()).unwrap();
            de_b.recv().unwrap();
        } else {
            de_a.recv().unwrap();
            vers_a.send(()).unwrap();
        }
        texte.len()
    };
    let combien = histogramme(&["a", "b"], 2, mesurer);
    assert_eq!(Vec::from_iter(combien), [(1, 2)]);
}

/// Un seul fil : jamais deux mesures à la fois.
pub fn pas_plus_de_n_a_la_fois() {
    let en_cours = AtomicUsize::new(0);
    let mesurer = |texte: &str| {
        let avant = en_cours.fetch_add(1, Ordering::SeqCst);
        assert_eq!(avant, 0, "une mesure est déjà en cours");
        en_cours.fetch_sub(1, Ordering::SeqCst);
        texte.len()
    };
    let combien = histogramme(&["a", "b"], 1, mesurer);
    assert_eq!(Vec::from_iter(combien), [(1, 2)]);
}

/// Deux fils, deux textes de même longueur : aucun n'est perdu.
pub fn aucun_texte_n_est_perdu() {
    let combien = histogramme(&["a", "b"], 2, longueur);
    assert_eq!(Vec::from_iter(combien), [(1, 2)], "les textes comptés");
}
