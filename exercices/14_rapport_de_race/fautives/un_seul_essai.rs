//! Un échange manqué est pris pour un refus
//!
//! Rejet : entrelacements, deux_retraits_de_la_moitie
//! Message : les deux retraits réussissent

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
        let vu = self.solde.load(Ordering::SeqCst);
        if vu < somme {
            return false;
        }
        let essai = self
            .solde
            .compare_exchange(vu, vu - somme, Ordering::SeqCst, Ordering::SeqCst);
        essai.is_ok()
    }

    pub fn solde(&self) -> i64 {
        self.solde.load(Ordering::SeqCst)
    }
}
