//! Zéro est compté comme un permis libre
//!
//! Rejet : entrelacements, un_seul_a_la_fois
//! Message : a paniqué

use std::sync::{Condvar, Mutex};

pub struct Semaphore {
    libres: Mutex<isize>,
    rendu: Condvar,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            libres: Mutex::new(permis as isize),
            rendu: Condvar::new(),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        let libres = self.libres.lock().unwrap();
        *self.rendu.wait_while(libres, |libres| *libres < 0).unwrap() -= 1;
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        *self.semaphore.libres.lock().unwrap() += 1;
        self.semaphore.rendu.notify_one();
    }
}
