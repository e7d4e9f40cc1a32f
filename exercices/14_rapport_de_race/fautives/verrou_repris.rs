//! Reprendre le verrou que l'on tient déjà
//!
//! Rejet : natif, un_seul_fil
//! Message : ne finit pas

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
        let mut solde = self.solde.lock().unwrap();
        if self.solde() < somme {
            return false;
        }
        *solde -= somme;
        true
    }

    pub fn solde(&self) -> i64 {
        *self.solde.lock().unwrap()
    }
}
