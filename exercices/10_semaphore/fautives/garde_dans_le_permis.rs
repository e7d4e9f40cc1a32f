//! Le permis garde le verrou : une panique l'empoisonne
//!
//! Rejet : natif, une_panique_rend_le_permis
//! Message : PoisonError

use std::sync::{Mutex, MutexGuard, TryLockError};

pub struct Semaphore {
    places: Vec<Mutex<()>>,
}

pub struct Permis<'a> {
    _place: MutexGuard<'a, ()>,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            places: (0..permis).map(|_| Mutex::new(())).collect(),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        loop {
            for place in &self.places {
                match place.try_lock() {
                    Ok(place) => return Permis { _place: place },
                    Err(TryLockError::WouldBlock) => std::thread::yield_now(),
                    Err(TryLockError::Poisoned(erreur)) => panic!("{erreur:?}"),
                }
            }
        }
    }
}
