//! Trois essais, puis l'oubli : trois autres écritures suffisent
//!
//! Rejet : entrelacements, plusieurs_textes_dans_un_fil
//! Message : le bilan, tous les textes notés

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

    pub fn noter(&self, n: usize) {
        let n = n as u64;
        for _ in 0..3 {
            let avant = self.ensemble.load(SeqCst);
            let record = (avant & 0xffff_ffff).max(n);
            let apres = ((avant >> 32) + n) << 32 | record;
            let essai = self.ensemble.compare_exchange(avant, apres, SeqCst, SeqCst);
            if essai.is_ok() {
                return;
            }
        }
    }

    pub fn lire(&self) -> (usize, usize) {
        let ensemble = self.ensemble.load(SeqCst);
        ((ensemble >> 32) as usize, (ensemble & 0xffff_ffff) as usize)
    }
}
