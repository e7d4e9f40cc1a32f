//! Un drapeau atomique tient lieu de verrou, pour lire aussi
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

pub struct Bilan {
    pris: AtomicBool,
    total: AtomicUsize,
    record: AtomicUsize,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            pris: AtomicBool::new(false),
            total: AtomicUsize::new(0),
            record: AtomicUsize::new(0),
        }
    }

    fn prendre(&self) {
        while self.pris.swap(true, SeqCst) {
            thread::yield_now();
        }
    }

    pub fn noter(&self, n: usize) {
        self.prendre();
        self.total.store(self.total.load(SeqCst) + n, SeqCst);
        self.record.store(self.record.load(SeqCst).max(n), SeqCst);
        self.pris.store(false, SeqCst);
    }

    pub fn lire(&self) -> (usize, usize) {
        self.prendre();
        let vu = (self.total.load(SeqCst), self.record.load(SeqCst));
        self.pris.store(false, SeqCst);
        vu
    }
}
