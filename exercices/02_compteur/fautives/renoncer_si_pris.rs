//! Renoncer à l'ajout quand le verrou est pris
//!
//! Rejet : entrelacements, aucun_ajout_n_est_perdu
//! Message : le total, les deux fils terminés

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
        if let Ok(mut mots) = self.mots.try_lock() {
            *mots += n;
        }
    }

    pub fn valeur(&self) -> usize {
        *self.mots.lock().unwrap()
    }
}
