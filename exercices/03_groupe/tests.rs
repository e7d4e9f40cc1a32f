//! Ce que l'exercice 3 doit faire

use super::*;
use std::sync::{Arc, Mutex};

/// Quand la fonction rend la main, tous les comptes sont dans le total.
pub fn tous_les_comptes_y_sont() {
    let total = Arc::new(Mutex::new(0));
    compter_tous(&["un deux", "trois"], &total);
    assert_eq!(*total.lock().unwrap(), 3, "tous les comptes y sont");
}

/// Sans texte, rien à attendre.
pub fn aucun_texte() {
    let total = Arc::new(Mutex::new(7));
    compter_tous(&[], &total);
    assert_eq!(*total.lock().unwrap(), 7, "le total ne change pas");
}

/// Trois fils, et un total qui n'est pas nul au départ : chaque compte s'ajoute.
pub fn trois_textes_s_ajoutent() {
    let total = Arc::new(Mutex::new(10));
    compter_tous(&["un deux", "", "trois"], &total);
    assert_eq!(*total.lock().unwrap(), 13, "chaque compte s'ajoute");
}
