//! Le verrou d'à côté, pris avant de comparer
//!
//! Verdict : prouvé

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

pub struct Caisse {
    verrou: Mutex<()>,
    solde: AtomicI64,
}

impl Caisse {
    pub fn new(solde: i64) -> Self {
        Self {
            verrou: Mutex::new(()),
            solde: AtomicI64::new(solde),
        }
    }

    pub fn deposer(&self, somme: i64) {
        let _garde = self.verrou.lock().unwrap();
        self.solde.fetch_add(somme, Ordering::SeqCst);
    }

    pub fn retirer(&self, somme: i64) -> bool {
        let _garde = self.verrou.lock().unwrap();
        if self.solde.load(Ordering::SeqCst) < somme {
            return false;
        }
        self.solde.fetch_sub(somme, Ordering::SeqCst);
        true
    }

    pub fn solde(&self) -> i64 {
        self.solde.load(Ordering::SeqCst)
    }
}
