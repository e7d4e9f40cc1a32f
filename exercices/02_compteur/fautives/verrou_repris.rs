//! Reprendre un verrou que l'on tient déjà
//!
//! Rejet : natif, un_seul_fil
//! Message : ne finit pas

use std::sync::Mutex;

pub struct Total {
    mots: Mutex<usize>,
}

impl Total {
    pub fn new() -> Self {
        Self {
            mots: Mutex::new(0),
        }
    }

    pub fn ajouter(&self, n: usize) {
        let mut mots = self.mots.lock().unwrap();
        *mots = self.valeur() + n;
    }

    pub fn valeur(&self) -> usize {
        *self.mots.lock().unwrap()
    }
}
