//! Un nombre atomique, que l'on diminue s'il est positif
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

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
        let un_de_moins = |libres: usize| libres.checked_sub(1);
        while self
            .libres
            .fetch_update(SeqCst, SeqCst, un_de_moins)
            .is_err()
        {
            thread::yield_now();
        }
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        self.semaphore.libres.fetch_add(1, SeqCst);
    }
}
