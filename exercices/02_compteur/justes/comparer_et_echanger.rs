//! Recommencer tant qu'un autre a écrit entre-temps
//!
//! Verdict : prouvé

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
        let mut avant = self.mots.load(SeqCst);
        while let Err(vu) = self
            .mots
            .compare_exchange_weak(avant, avant + n, SeqCst, SeqCst)
        {
            avant = vu;
        }
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
