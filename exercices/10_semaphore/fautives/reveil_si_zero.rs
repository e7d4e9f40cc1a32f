//! Ne réveiller que si rien n'était libre : le second réveil manque
//!
//! Rejet : entrelacements, deux_permis_rendus_reveillent_deux_fils
//! Message : interblocage

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
        let mut libres = self.semaphore.libres.lock().unwrap();
        if *libres == 0 {
            self.semaphore.rendu.notify_one();
        }
        *libres += 1;
    }
}
