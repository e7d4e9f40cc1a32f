//! Exercice 10 : pas plus de n à la fois

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
        todo!("attendre un permis libre")
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        todo!("rendre le permis, et réveiller un fil qui attend")
    }
}
