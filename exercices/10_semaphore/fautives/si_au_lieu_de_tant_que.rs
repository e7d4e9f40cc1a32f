//! « Si » à la place de « tant que »
//!
//! Rejet : entrelacements, un_seul_a_la_fois
//! Message : a paniqué

use std::sync::{Condvar, Mutex};

pub struct Semaphore {
    libres: Mutex<usize>,
    rendu: Condvar,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            libres: Mutex::new(permis),
            rendu: Condvar::new(),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        let mut libres = self.libres.lock().unwrap();
        if *libres == 0 {
            libres = self.rendu.wait(libres).unwrap();
        }
        *libres -= 1;
        drop(libres);
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        *self.semaphore.libres.lock().unwrap() += 1;
        self.semaphore.rendu.notify_one();
    }
}
