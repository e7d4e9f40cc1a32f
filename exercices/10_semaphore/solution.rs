//! « Tant que », et non « si » : entre le réveil et la reprise du verrou, un
//! autre fil peut avoir pris le permis, et une variable de condition peut
//! réveiller sans raison. `wait_while` contient cette boucle. Le permis est
//! rendu par `Drop`, donc même quand celui qui le tient panique. Un canal de
//! taille n, où chaque envoi prend une place et chaque réception en rend une,
//! fait aussi un sémaphore.

use std::sync::{Condvar, Mutex};

/// Un sémaphore : un nombre fixe de permis, que l'on prend et que l'on rend.
pub struct Semaphore {
    libres: Mutex<usize>,
    rendu: Condvar,
}

/// Un permis. Le détruire le rend.
pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    /// Un sémaphore qui a `permis` permis libres.
    pub fn new(permis: usize) -> Self {
        Self {
            libres: Mutex::new(permis),
            rendu: Condvar::new(),
        }
    }

    /// Attend qu'un permis soit libre, et le prend.
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
        *self.semaphore.libres.lock().unwrap() += 1;
        self.semaphore.rendu.notify_one();
    }
}
