//! Un `Select` construit à la main
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Select, Sender, bounded};
use std::thread::{self, JoinHandle};

pub struct Compteur {
    arret: Sender<()>,
    fil: JoinHandle<usize>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded::<()>(0);
    let fil = thread::spawn(move || {
        let mut compte = 0;
        let mut choix = Select::new();
        let rang_des_textes = choix.recv(&textes);
        choix.recv(&arrete);
        loop {
            let pret = choix.select();
            if pret.index() != rang_des_textes {
                let _ = pret.recv(&arrete);
                return compte;
            }
            match pret.recv(&textes) {
                Ok(texte) => compte += texte.split_whitespace().count(),
                Err(_) => return compte,
            }
        }
    });
    Compteur { arret, fil }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        let Self { arret, fil } = self;
        drop(arret);
        fil.join().unwrap()
    }
}
