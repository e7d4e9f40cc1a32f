//! Comparer et échanger, réessayer une fois, puis oublier
//!
//! Rejet : entrelacements, trois_fils
//! Message : le total, les trois fils terminés

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
        let v = self.mots.load(SeqCst);
        if self
            .mots
            .compare_exchange(v, v + n, SeqCst, SeqCst)
            .is_err()
        {
            let v = self.mots.load(SeqCst);
            let _ = self.mots.compare_exchange(v, v + n, SeqCst, SeqCst);
        }
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
