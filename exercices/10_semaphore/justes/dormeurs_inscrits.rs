//! Chaque fil endormi est inscrit une seule fois
//!
//! Verdict : prouvé

use std::sync::Mutex;
use std::thread::{self, Thread};

struct Etat {
    libres: usize,
    endormis: Vec<Thread>,
}

pub struct Semaphore {
    etat: Mutex<Etat>,
}

pub struct Permis<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permis: usize) -> Self {
        Self {
            etat: Mutex::new(Etat {
                libres: permis,
                endormis: Vec::new(),
            }),
        }
    }

    pub fn prendre(&self) -> Permis<'_> {
        let moi = thread::current();
        loop {
            let mut etat = self.etat.lock().unwrap();
            if etat.libres > 0 {
                etat.libres -= 1;
                etat.endormis.retain(|fil| fil.id() != moi.id());
                return Permis { semaphore: self };
            }
            if !etat.endormis.iter().any(|fil| fil.id() == moi.id()) {
                etat.endormis.push(moi.clone());
            }
            drop(etat);
            thread::park();
        }
    }
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        let mut etat = self.semaphore.etat.lock().unwrap();
        etat.libres += 1;
        for fil in &etat.endormis {
            fil.unpark();
        }
    }
}
