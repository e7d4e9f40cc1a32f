//! La bibliothèque recommence à notre place
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
        let retire = |solde: i64| (solde >= somme).then_some(solde - somme);
        self.solde
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, retire)
            .is_ok()
    }

    pub fn solde(&self) -> i64 {
        self.solde.load(Ordering::SeqCst)
    }
}
