//! Un fil qui a trop attendu le verrou oublie d'ajouter
//!
//! Rejet : entrelacements, aucun_ajout_n_est_perdu
//! Message : le total, les deux fils terminés

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

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
        let mut essais = 0u32;
        while self.pris.swap(true, SeqCst) {
            essais += 1;
        }
        if essais < 20 {
            self.mots.store(self.mots.load(SeqCst) + n, SeqCst);
        }
        self.pris.store(false, SeqCst);
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
