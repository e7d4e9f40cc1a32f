//! Chaque mot est noté seul : la lecture voit un texte à moitié noté
//!
//! Rejet : entrelacements, lire_pendant_que_l_on_note
//! Message : le bilan vu en chemin : (1, 1)

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
        for mots in 1..=n {
            let mut bilan = self.bilan.lock().unwrap();
            bilan.0 += 1;
            bilan.1 = bilan.1.max(mots);
        }
    }

    pub fn lire(&self) -> (usize, usize) {
        *self.bilan.lock().unwrap()
    }
}
