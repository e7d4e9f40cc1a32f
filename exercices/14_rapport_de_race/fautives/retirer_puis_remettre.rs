//! Retirer d'abord, et remettre si c'était trop
//!
//! Rejet : entrelacements, jamais_negatif
//! Message : le solde vu en chemin : -10

use std::sync::atomic::{AtomicI64, Ordering};

pub struct Caisse {
    solde: AtomicI64,
}

impl Caisse {
    pub fn new(solde: i64) -> Self {
        Self {
            solde: AtomicI64::new(solde),
        }
    }

    pub fn deposer(&self, somme: i64) {
        self.solde.fetch_add(somme, Ordering::SeqCst);
    }

    pub fn retirer(&self, somme: i64) -> bool {
        let avant = self.solde.fetch_sub(somme, Ordering::SeqCst);
        if avant < somme {
            self.solde.fetch_add(somme, Ordering::SeqCst);
        }
        avant >= somme
    }

    pub fn solde(&self) -> i64 {
        self.solde.load(Ordering::SeqCst)
    }
}
