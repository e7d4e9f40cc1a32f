//! Vérifier, libérer le verrou, puis prendre
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
        while *self.libres.lock().unwrap() == 0 {
            std::thread::yield_now();
        }
        // Entre la question et la prise, un autre fil peut passer.
        *self.libres.lock().unwrap() -= 1;
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        *self.semaphore.libres.lock().unwrap() += 1;
        self.semaphore.rendu.notify_one();
    }
}
