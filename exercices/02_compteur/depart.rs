//! Exercice 2 : un total pour plusieurs fils

use std::sync::atomic::{AtomicUsize, Ordering};

/// Un total que plusieurs fils augmentent en même temps.
pub struct Total {
    mots: AtomicUsize,
}

impl Total {
    /// Un total nul.
    pub fn new() -> Self {
        Self {
            mots: AtomicUsize::new(0),
        }
    }

    /// Ajoute `n` au total.
    pub fn ajouter(&self, n: usize) {
        // Ces deux lignes perdent parfois un ajout : corrigez-les.
        let avant = self.mots.load(Ordering::SeqCst);
        self.mots.store(avant + n, Ordering::SeqCst);
    }

    /// Le total à cet instant.
    pub fn valeur(&self) -> usize {
        self.mots.load(Ordering::SeqCst)
    }
}
