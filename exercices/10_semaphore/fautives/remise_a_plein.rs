//! Rendre un permis les rend tous
//!
//! Rejet : entrelacements, un_permis_rendu_n_en_libere_qu_un
//! Message : trois permis sur deux

use std::sync::{Condvar, Mutex};

pub struct Semaphore {
    permis: usize,
    libres: Mutex<usize>,
    rendu: Condvar,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            permis,
            libres: Mutex::new(permis),
            rendu: Condvar::new(),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        let libres = self.libres.lock().unwrap();
        *self
            .rendu
            .wait_while(libres, |libres| *libres == 0)
            .unwrap() -= 1;
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        *self.semaphore.libres.lock().unwrap() = self.semaphore.permis;
        self.semaphore.rendu.notify_all();
    }
}
