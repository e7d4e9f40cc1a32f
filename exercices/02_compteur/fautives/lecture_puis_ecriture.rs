//! Un verrou de lecture pour lire, un autre d'écriture pour écrire
//!
//! Rejet : entrelacements, aucun_ajout_n_est_perdu
//! Message : le total, les deux fils terminés

use std::sync::RwLock;

pub struct Total {
    mots: RwLock<usize>,
}

impl Total {
    pub fn new() -> Self {
        Self {
            mots: RwLock::new(0),
        }
    }

    pub fn ajouter(&self, n: usize) {
        let somme = *self.mots.read().unwrap() + n;
        *self.mots.write().unwrap() = somme;
    }

    pub fn valeur(&self) -> usize {
        *self.mots.read().unwrap()
    }
}
