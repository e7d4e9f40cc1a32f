//! Un constructeur utilisable dans une statique
//!
//! Verdict : prouvé

use std::sync::RwLock;

pub struct Total {
    mots: RwLock<usize>,
}

impl Total {
    pub const fn new() -> Self {
        Self {
            mots: RwLock::new(0),
        }
    }

    pub fn ajouter(&self, n: usize) {
        let mut mots = self.mots.write().unwrap();
        *mots += n;
    }

    pub fn valeur(&self) -> usize {
        *self.mots.read().unwrap()
    }
}
