//! Un booléen : un seul permis, quel que soit leur nombre
//!
//! Rejet : natif, deux_permis_ensemble
//! Message : ne finit pas

use std::sync::{Condvar, Mutex};

pub struct Semaphore {
    libre: Mutex<bool>,
    rendu: Condvar,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            libre: Mutex::new(permis > 0),
            rendu: Condvar::new(),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        let libre = self.libre.lock().unwrap();
        *self.rendu.wait_while(libre, |libre| !*libre).unwrap() = false;
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        *self.semaphore.libre.lock().unwrap() = true;
        self.semaphore.rendu.notify_one();
    }
}
