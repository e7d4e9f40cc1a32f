//! Trois essais, puis l'oubli : trois autres écritures suffisent
//!
//! Rejet : entrelacements, plusieurs_ajouts_dans_un_fil
//! Message : le total, tous les ajouts faits

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub struct Total {
    mots: AtomicUsize,
}

impl Total {
    pub fn new() -> Self {
        Self {
            mots: AtomicUsize::new(0),
        }
    }

    pub fn ajouter(&self, n: usize) {
        for _ in 0..3 {
            let v = self.mots.load(SeqCst);
            if self.mots.compare_exchange(v, v + n, SeqCst, SeqCst).is_ok() {
                return;
            }
        }
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
