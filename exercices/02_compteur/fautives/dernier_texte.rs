//! Le dernier texte passe pour le plus long
//!
//! Rejet : natif, un_seul_fil
//! Message : le bilan après deux textes

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
        *bilan = (bilan.0 + n, n);
    }

    pub fn lire(&self) -> (usize, usize) {
        *self.bilan.lock().unwrap()
    }
}
