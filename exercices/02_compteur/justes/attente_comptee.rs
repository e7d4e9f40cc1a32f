//! Attendre le verrou en comptant les essais, pour céder la main de temps en temps
//!
//! Verdict : non prouvé

use std::hint;
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

    fn seul<R>(&self, travail: impl FnOnce() -> R) -> R {
        let mut essais = 0;
        while self
            .pris
            .compare_exchange(false, true, SeqCst, SeqCst)
            .is_err()
        {
            essais += 1;
            if essais % 8 == 0 {
                thread::yield_now();
            } else {
                hint::spin_loop();
            }
        }
        let rendu = travail();
        self.pris.store(false, SeqCst);
        rendu
    }

    pub fn noter(&self, n: usize) {
        self.seul(|| {
            self.total.store(self.total.load(SeqCst) + n, SeqCst);
            self.record.store(self.record.load(SeqCst).max(n), SeqCst);
        });
    }

    pub fn lire(&self) -> (usize, usize) {
        self.seul(|| (self.total.load(SeqCst), self.record.load(SeqCst)))
    }
}
