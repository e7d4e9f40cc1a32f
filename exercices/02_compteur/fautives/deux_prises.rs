//! Le verrou est libéré entre la lecture et l'écriture
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
        let avant = self.valeur();
        *self.mots.lock().unwrap() = avant + n;
    }

    pub fn valeur(&self) -> usize {
        *self.mots.lock().unwrap()
    }
}
