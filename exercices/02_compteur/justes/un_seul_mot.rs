//! Les deux nombres dans un seul atomique : on recommence si un autre a écrit
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

pub struct Bilan {
    // Le total dans les 32 bits du haut, le record dans ceux du bas.
    ensemble: AtomicU64,
}

fn separer(ensemble: u64) -> (u64, u64) {
    (ensemble >> 32, ensemble & 0xffff_ffff)
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            ensemble: AtomicU64::new(0),
        }
    }

    pub fn noter(&self, n: usize) {
        let n = n as u64;
        let mut avant = self.ensemble.load(SeqCst);
        loop {
            let (total, record) = separer(avant);
            let apres = (total + n) << 32 | record.max(n);
            match self
                .ensemble
                .compare_exchange_weak(avant, apres, SeqCst, SeqCst)
            {
                Ok(_) => return,
                Err(vu) => avant = vu,
            }
        }
    }

    pub fn lire(&self) -> (usize, usize) {
        let (total, record) = separer(self.ensemble.load(SeqCst));
        (total as usize, record as usize)
    }
}
