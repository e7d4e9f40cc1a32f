//! Comparer et échanger, réessayer une fois, puis oublier
//!
//! Rejet : entrelacements, trois_fils
//! Message : le bilan, les trois fils terminés

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

pub struct Bilan {
    ensemble: AtomicU64,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            ensemble: AtomicU64::new(0),
        }
    }

    fn essayer(&self, n: u64) -> bool {
        let avant = self.ensemble.load(SeqCst);
        let record = (avant & 0xffff_ffff).max(n);
        let apres = ((avant >> 32) + n) << 32 | record;
        let essai = self.ensemble.compare_exchange(avant, apres, SeqCst, SeqCst);
        essai.is_ok()
    }

    pub fn noter(&self, n: usize) {
        if !self.essayer(n as u64) {
            self.essayer(n as u64);
        }
    }

    pub fn lire(&self) -> (usize, usize) {
        let ensemble = self.ensemble.load(SeqCst);
        ((ensemble >> 32) as usize, (ensemble & 0xffff_ffff) as usize)
    }
}
