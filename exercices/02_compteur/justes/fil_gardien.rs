//! Un fil garde le bilan ; les autres lui envoient leurs demandes
//!
//! Verdict : prouvé

use crossbeam_channel::{Sender, bounded};
use std::thread;

enum Demande {
    Noter(usize),
    Lire(Sender<(usize, usize)>),
}

pub struct Bilan {
    demandes: Sender<Demande>,
}

impl Bilan {
    pub fn new() -> Self {
        let (demandes, recues) = bounded(0);
        thread::spawn(move || {
            let (mut total, mut record) = (0, 0);
            for demande in recues {
                match demande {
                    Demande::Noter(n) => {
                        total += n;
                        record = n.max(record);
                    }
                    // Qui demande attend la réponse.
                    Demande::Lire(reponse) => reponse.send((total, record)).unwrap(),
                }
            }
        });
        Self { demandes }
    }

    pub fn noter(&self, n: usize) {
        self.demandes.send(Demande::Noter(n)).unwrap();
    }

    pub fn lire(&self) -> (usize, usize) {
        let (reponse, recue) = bounded(0);
        self.demandes.send(Demande::Lire(reponse)).unwrap();
        recue.recv().unwrap()
    }
}
