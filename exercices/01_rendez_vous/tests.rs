//! Ce que l'exercice 1 doit faire

use super::*;

/// Le compte des mots arrive par le canal.
pub fn le_compte_arrive() {
    let compte = compter_ailleurs("un deux trois");
    assert_eq!(compte.recv(), Ok(3));
}

/// Deux comptes se font à la fois, et se reçoivent dans l'ordre que l'on veut.
pub fn deux_comptes_a_la_fois() {
    let premier = compter_ailleurs("un");
    let second = compter_ailleurs("un deux");
    assert_eq!(second.recv(), Ok(2));
    assert_eq!(premier.recv(), Ok(1));
}

/// Après le compte, le canal est fermé.
pub fn le_canal_se_ferme() {
    let compte = compter_ailleurs("un");
    assert_eq!(compte.recv(), Ok(1));
    assert!(compte.recv().is_err());
}

/// Le canal n'a pas de tampon : c'est un rendez-vous.
pub fn le_canal_est_sans_tampon() {
    let compte = compter_ailleurs("");
    assert_eq!(compte.capacity(), Some(0));
    assert_eq!(compte.recv(), Ok(0));
}
