//! Un verrou de lecture pour lire, un autre d'écriture pour écrire
//!
//! Rejet : entrelacements, rien_n_est_perdu
//! Message : le bilan, les deux fils terminés

use std::sync::RwLock;

pub struct Bilan {
    bilan: RwLock<(usize, usize)>,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            bilan: RwLock::new((0, 0)),
        }
    }

    pub fn noter(&self, n: usize) {
        let (total, record) = *self.bilan.read().unwrap();
        *self.bilan.write().unwrap() = (total + n, record.max(n));
    }

    pub fn lire(&self) -> (usize, usize) {
        *self.bilan.read().unwrap()
    }
}
