//! Exercice 7 : une équipe, des résultats dans l'ordre

use crossbeam_channel::{bounded, unbounded};
use std::thread;

/// Le nombre de mots de chaque texte, dans l'ordre des textes. `ouvriers` fils,
/// au moins un, se partagent le travail : chacun prend un texte, le compte,
/// rend le compte, et recommence tant qu'il reste des textes.
pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    todo!("partager les textes entre {ouvriers} fils")
}
