//! Reprendre un verrou que l'on tient déjà
//!
//! Rejet : natif, un_seul_fil
//! Message : ne finit pas

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
        let mut bilan = self.bilan.lock().unwrap();
        let (total, record) = self.lire();
        *bilan = (total + n, record.max(n));
    }

    pub fn lire(&self) -> (usize, usize) {
        *self.bilan.lock().unwrap()
    }
}
