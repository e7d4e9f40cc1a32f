//! Le verrou est pris, et rendu aussitôt
//!
//! Rejet : entrelacements, deux_retraits_de_tout
//! Message : un seul retrait

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
        drop(self.verrou.lock());
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
