//! Un verrou pour chaque nombre, pris l'un après l'autre
//!
//! Rejet : entrelacements, lire_pendant_que_l_on_note
//! Message : le bilan vu en chemin

use std::sync::Mutex;

pub struct Bilan {
    total: Mutex<usize>,
    record: Mutex<usize>,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            total: Mutex::new(0),
            record: Mutex::new(0),
        }
    }

    pub fn noter(&self, n: usize) {
        *self.total.lock().unwrap() += n;
        let mut record = self.record.lock().unwrap();
        *record = n.max(*record);
    }

    pub fn lire(&self) -> (usize, usize) {
        let total = *self.total.lock().unwrap();
        (total, *self.record.lock().unwrap())
    }
}
