//! Un tour que l'on attend sous une condition
//!
//! Verdict : prouvé

use std::sync::{Condvar, Mutex};

struct Etat {
    occupe: bool,
    bilan: (usize, usize),
}

pub struct Bilan {
    etat: Mutex<Etat>,
    libre: Condvar,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            etat: Mutex::new(Etat {
                occupe: false,
                bilan: (0, 0),
            }),
            libre: Condvar::new(),
        }
    }

    pub fn noter(&self, n: usize) {
        let etat = self.etat.lock().unwrap();
        let mut etat = self.libre.wait_while(etat, |etat| etat.occupe).unwrap();
        etat.occupe = true;
        let (total, record) = etat.bilan;
        drop(etat);
        let mut etat = self.etat.lock().unwrap();
        etat.bilan = (total + n, record.max(n));
        etat.occupe = false;
        self.libre.notify_one();
    }

    pub fn lire(&self) -> (usize, usize) {
        self.etat.lock().unwrap().bilan
    }
}
