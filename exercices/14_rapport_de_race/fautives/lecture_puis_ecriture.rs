//! Comparer sous le verrou de lecture, retirer sous celui d'écriture
//!
//! Rejet : entrelacements, deux_retraits_de_tout
//! Message : un seul retrait

use std::sync::RwLock;

pub struct Caisse {
    solde: RwLock<i64>,
}

impl Caisse {
    pub fn new(solde: i64) -> Self {
        Self {
            solde: RwLock::new(solde),
        }
    }

    pub fn deposer(&self, somme: i64) {
        *self.solde.write().unwrap() += somme;
    }

    pub fn retirer(&self, somme: i64) -> bool {
        if *self.solde.read().unwrap() < somme {
            return false;
        }
        *self.solde.write().unwrap() -= somme;
        true
    }

    pub fn solde(&self) -> i64 {
        *self.solde.read().unwrap()
    }
}
