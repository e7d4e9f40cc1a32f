//! Le solde voyage dans un canal : qui le tient est seul à l'avoir
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};

pub struct Caisse {
    rendre: Sender<i64>,
    prendre: Receiver<i64>,
}

impl Caisse {
    pub fn new(solde: i64) -> Self {
        let (rendre, prendre) = bounded(1);
        rendre.send(solde).unwrap();
        Self { rendre, prendre }
    }

    pub fn deposer(&self, somme: i64) {
        let solde = self.prendre.recv().unwrap();
        self.rendre.send(solde + somme).unwrap();
    }

    pub fn retirer(&self, somme: i64) -> bool {
        let solde = self.prendre.recv().unwrap();
        let possible = solde >= somme;
        let reste = if possible { solde - somme } else { solde };
        self.rendre.send(reste).unwrap();
        possible
    }

    pub fn solde(&self) -> i64 {
        let solde = self.prendre.recv().unwrap();
        self.rendre.send(solde).unwrap();
        solde
    }
}
