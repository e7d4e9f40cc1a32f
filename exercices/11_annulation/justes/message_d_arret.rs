//! Un message d'arrêt, dans un canal d'une place
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread::{self, JoinHandle};

pub struct Compteur {
    arret: Sender<()>,
    fil: JoinHandle<usize>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded(1);
    let fil = thread::spawn(move || {
        let mut compte = 0;
        loop {
            let texte = select! {
                recv(textes) -> texte => texte,
                recv(arrete) -> _ => break,
            };
            match texte {
                Ok(texte) => compte += texte.split_whitespace().count(),
                Err(_) => break,
            }
        }
        compte
    });
    Compteur { arret, fil }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        // Si le fil a déjà fini, personne ne lira ce message.
        let _ = self.arret.send(());
        self.fil.join().unwrap()
    }
}
