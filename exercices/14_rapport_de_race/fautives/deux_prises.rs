//! Deux prises du verrou : -race se tairait
//!
//! Rejet : entrelacements, deux_retraits_de_tout
//! Message : un seul retrait

use std::sync::Mutex;

pub struct Caisse {
    solde: Mutex<i64>,
}

impl Caisse {
    pub fn new(solde: i64) -> Self {
        Self {
            solde: Mutex::new(solde),
        }
    }

    pub fn deposer(&self, somme: i64) {
        *self.solde.lock().unwrap() += somme;
    }

    pub fn retirer(&self, somme: i64) -> bool {
        if self.solde() < somme {
            return false;
        }
        *self.solde.lock().unwrap() -= somme;
        true
    }

    pub fn solde(&self) -> i64 {
        *self.solde.lock().unwrap()
    }
}
