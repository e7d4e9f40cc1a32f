//! Un fil qui a trop attendu le verrou oublie de noter
//!
//! Rejet : entrelacements, rien_n_est_perdu
//! Message : le bilan, les deux fils terminés

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

pub struct Bilan {
    pris: AtomicBool,
    total: AtomicUsize,
    record: AtomicUsize,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            pris: AtomicBool::new(false),
            total: AtomicUsize::new(0),
            record: AtomicUsize::new(0),
        }
    }

    fn prendre(&self) -> u32 {
        let mut essais = 0;
        while self.pris.swap(true, SeqCst) {
            essais += 1;
        }
        essais
    }

    pub fn noter(&self, n: usize) {
        if self.prendre() < 20 {
            self.total.store(self.total.load(SeqCst) + n, SeqCst);
            self.record.store(self.record.load(SeqCst).max(n), SeqCst);
        }
        self.pris.store(false, SeqCst);
    }

    pub fn lire(&self) -> (usize, usize) {
        self.prendre();
        let vu = (self.total.load(SeqCst), self.record.load(SeqCst));
        self.pris.store(false, SeqCst);
        vu
    }
}
