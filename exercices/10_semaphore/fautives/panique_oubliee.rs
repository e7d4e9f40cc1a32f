//! Le permis n'est pas rendu quand son fil panique
//!
//! Rejet : natif, une_panique_rend_le_permis
//! Message : ne finit pas

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
        let libres = self.libres.lock().unwrap();
        let mut libres = self
            .rendu
            .wait_while(libres, |libres| *libres == 0)
            .unwrap();
        *libres -= 1;
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        *self.semaphore.libres.lock().unwrap() += 1;
        self.semaphore.rendu.notify_one();
    }
}
