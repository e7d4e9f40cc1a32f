//! Garder les mouvements, et les additionner
//!
//! Verdict : prouvé

use std::sync::Mutex;

pub struct Caisse {
    mouvements: Mutex<Vec<i64>>,
}

impl Caisse {
    pub fn new(solde: i64) -> Self {
        Self {
            mouvements: Mutex::new(vec![solde]),
        }
    }

    pub fn deposer(&self, somme: i64) {
        self.mouvements.lock().unwrap().push(somme);
    }

    pub fn retirer(&self, somme: i64) -> bool {
        let mut mouvements = self.mouvements.lock().unwrap();
        let possible = mouvements.iter().sum::<i64>() >= somme;
        if possible {
            mouvements.push(-somme);
        }
        possible
    }

    pub fn solde(&self) -> i64 {
        self.mouvements.lock().unwrap().iter().sum()
    }
}
