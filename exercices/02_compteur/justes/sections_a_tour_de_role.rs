//! Un tour que l'on attend sous une condition
//!
//! Verdict : prouvé

use std::sync::{Condvar, Mutex};

struct Etat {
    occupe: bool,
    mots: usize,
}

pub struct Total {
    etat: Mutex<Etat>,
    libre: Condvar,
}

impl Total {
    pub fn new() -> Self {
        Self {
            etat: Mutex::new(Etat {
                occupe: false,
                mots: 0,
            }),
            libre: Condvar::new(),
        }
    }

    pub fn ajouter(&self, n: usize) {
        let etat = self.etat.lock().unwrap();
        let mut etat = self.libre.wait_while(etat, |etat| etat.occupe).unwrap();
        etat.occupe = true;
        let avant = etat.mots;
        drop(etat);
        let mut etat = self.etat.lock().unwrap();
        etat.mots = avant + n;
        etat.occupe = false;
        self.libre.notify_one();
    }

    pub fn valeur(&self) -> usize {
        self.etat.lock().unwrap().mots
    }
}
