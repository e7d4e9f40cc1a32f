//! Exercice 0 : un fil par texte

use std::thread;

/// Applique `compter` à chaque texte, chacun dans son fil, tous à la fois. Rend
/// les nombres dans l'ordre des textes.
pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    thread::scope(|s| todo!("un fil par texte"))
}
