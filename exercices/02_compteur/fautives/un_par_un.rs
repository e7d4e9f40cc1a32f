//! Chaque mot est ajouté seul : la lecture voit un ajout à moitié fait
//!
//! Rejet : entrelacements, lire_pendant_un_ajout
//! Message : le total vu en chemin : 1

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
        for _ in 0..n {
            self.mots.fetch_add(1, SeqCst);
        }
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
