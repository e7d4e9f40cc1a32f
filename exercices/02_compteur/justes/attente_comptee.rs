//! Attendre le verrou en comptant les essais, pour céder la main de temps en temps
//!
//! Verdict : non prouvé

use std::hint;
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
        self.mots.store(self.mots.load(SeqCst) + n, SeqCst);
        self.pris.store(false, SeqCst);
    }

    pub fn valeur(&self) -> usize {
        self.mots.load(SeqCst)
    }
}
