//! La bibliothèque recommence à notre place
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
        let ajoute = |mots| Some(mots + n);
        self.mots.fetch_update(SeqCst, SeqCst, ajoute).unwrap();
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
