//! Le verrou est libéré entre la lecture et l'écriture
//!
//! Rejet : entrelacements, rien_n_est_perdu
//! Message : le bilan, les deux fils terminés

use std::sync::Mutex;

pub struct Bilan {
    bilan: Mutex<(usize, usize)>,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            bilan: Mutex::new((0, 0)),
        }
    }

    pub fn noter(&self, n: usize) {
        let (total, record) = self.lire();
        *self.bilan.lock().unwrap() = (total + n, record.max(n));
    }

    pub fn lire(&self) -> (usize, usize) {
        *self.bilan.lock().unwrap()
    }
}
