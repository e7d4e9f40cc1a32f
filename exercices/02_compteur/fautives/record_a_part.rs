//! Le record est comparé avant la prise du verrou
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
        let battu = n > self.lire().1;
        let mut bilan = self.bilan.lock().unwrap();
        bilan.0 += n;
        if battu {
            bilan.1 = n;
        }
    }

    pub fn lire(&self) -> (usize, usize) {
        *self.bilan.lock().unwrap()
    }
}
