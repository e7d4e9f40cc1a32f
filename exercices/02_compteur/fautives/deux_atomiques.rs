//! Deux opérations indivisibles : un lecteur passe entre les deux
//!
//! Rejet : entrelacements, lire_pendant_que_l_on_note
//! Message : le bilan vu en chemin

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub struct Bilan {
    total: AtomicUsize,
    record: AtomicUsize,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            total: AtomicUsize::new(0),
            record: AtomicUsize::new(0),
        }
    }

    pub fn noter(&self, n: usize) {
        self.total.fetch_add(n, SeqCst);
        self.record.fetch_max(n, SeqCst);
    }

    pub fn lire(&self) -> (usize, usize) {
        (self.total.load(SeqCst), self.record.load(SeqCst))
    }
}
