//! Le drapeau est lu, puis posé : deux fils passent
//!
//! Rejet : entrelacements, aucun_ajout_n_est_perdu
//! Message : le total, les deux fils terminés

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

pub struct Total {
    pris: AtomicBool,
    mots: AtomicUsize,
}

impl Total {
    pub fn new() -> Self {
        Self {
            pris: AtomicBool::new(false),
            mots: AtomicUsize::new(0),
        }
    }

    pub fn ajouter(&self, n: usize) {
        while self.pris.load(SeqCst) {
            thread::yield_now();
        }
        self.pris.store(true, SeqCst);
        self.mots.store(self.mots.load(SeqCst) + n, SeqCst);
        self.pris.store(false, SeqCst);
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
