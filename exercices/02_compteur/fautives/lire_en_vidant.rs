//! Lire en vidant, puis remettre : l'ajout fait entre-temps est écrasé
//!
//! Rejet : entrelacements, lire_pendant_un_ajout
//! Message : le total après une lecture

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
        self.mots.fetch_add(n, SeqCst);
    }

    pub fn valeur(&self) -> usize {
        let mots = self.mots.swap(0, SeqCst);
        self.mots.store(mots, SeqCst);
        mots
    }
}
