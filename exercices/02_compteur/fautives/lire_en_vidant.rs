//! Lire en vidant, puis remettre : ce qui est noté entre-temps est écrasé
//!
//! Rejet : entrelacements, lire_pendant_que_l_on_note
//! Message : le bilan après une lecture

use std::mem;
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
        *bilan = (bilan.0 + n, bilan.1.max(n));
    }

    pub fn lire(&self) -> (usize, usize) {
        let vu = mem::take(&mut *self.bilan.lock().unwrap());
        *self.bilan.lock().unwrap() = vu;
        vu
    }
}
