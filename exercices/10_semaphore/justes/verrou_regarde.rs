//! Regarder sous le verrou, et recommencer plus tard
//!
//! Verdict : prouvé

use std::sync::Mutex;
use std::thread;

pub struct Semaphore {
    libres: Mutex<usize>,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            libres: Mutex::new(permis),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        loop {
            let mut libres = self.libres.lock().unwrap();
            if *libres > 0 {
                *libres -= 1;
                return Permis { semaphore: self };
            }
            drop(libres);
            thread::yield_now();
        }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        *self.semaphore.libres.lock().unwrap() += 1;
    }
}
