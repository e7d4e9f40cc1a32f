//! Le nombre est lu, puis diminué : deux fils prennent le même permis
//!
//! Rejet : entrelacements, un_seul_a_la_fois
//! Message : a paniqué

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub struct Semaphore {
    libres: AtomicUsize,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            libres: AtomicUsize::new(permis),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        while self.libres.load(SeqCst) == 0 {
            std::thread::yield_now();
        }
        self.libres.fetch_sub(1, SeqCst);
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        self.semaphore.libres.fetch_add(1, SeqCst);
    }
}
