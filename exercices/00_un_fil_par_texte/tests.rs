//! Ce que l'exercice 0 doit faire

use super::*;
use crossbeam_channel::bounded;
use std::thread;

/// Le nombre de mots de `texte`.
fn mots(texte: &str) -> usize {
    texte.split_whitespace().count()
}

/// Les comptes sont dans l'ordre des textes.
pub fn les_comptes_sont_dans_l_ordre() {
    let comptes = compter_chacun(&["un", "", "un deux"], mots);
    assert_eq!(comptes, [1, 0, 2], "les comptes, dans l'ordre");
}

/// Sans texte, il n'y a pas de compte.
pub fn aucun_texte() {
    assert_eq!(compter_chacun(&[], mots), [0; 0]);
}

/// Les comptes se font à la fois : celui de « b » attend celui de « a », et
/// l'inverse.
pub fn les_comptes_se_font_a_la_fois() {
    let (vers_b, de_a) = bounded(0);
    let (vers_a, de_b) = bounded(0);
    let compter = |texte: &str| {
        if texte == "a" {
            vers_b.send(()).unwrap();
            de_b.recv().unwrap();
        } else {
            de_a.recv().unwrap();
            vers_a.send(()).unwrap();
        }
        mots(texte)
    };
    assert_eq!(compter_chacun(&["b", "a"], compter), [1, 1]);
}

/// Un texte est compté une fois, dans un fil à lui.
pub fn chacun_dans_son_fil() {
    let moi = thread::current().id();
    let compter = |_: &str| {
        assert_ne!(thread::current().id(), moi, "un autre fil que celui-ci");
        1
    };
    assert_eq!(compter_chacun(&["a", "b"], compter), [1, 1]);
}
