//! Refuser le retrait quand le verrou est pris
//!
//! Rejet : entrelacements, deux_retraits_de_la_moitie
//! Message : les deux retraits réussissent

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
        let Ok(mut solde) = self.solde.try_lock() else {
            return false;
        };
        if *solde < somme {
            return false;
        }
        *solde -= somme;
        true
    }

    pub fn solde(&self) -> i64 {
        *self.solde.lock().unwrap()
    }
}
