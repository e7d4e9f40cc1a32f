//! La demande d'arrêt panique quand le fil a déjà fini
//!
//! Rejet : entrelacements, le_canal_ferme_arrete_aussi
//! Message : SendError

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread::{self, JoinHandle};

pub struct Compteur {
    arret: Sender<()>,
    fil: JoinHandle<usize>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded::<()>(0);
    let fil = thread::spawn(move || {
        let mut compte = 0;
        loop {
            select! {
                recv(textes) -> texte => match texte {
                    Ok(texte) => compte += texte.split_whitespace().count(),
                    Err(_) => return compte,
                },
                recv(arrete) -> _ => return compte,
            }
        }
    });
    Compteur { arret, fil }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        self.arret.send(()).unwrap();
        self.fil.join().unwrap()
    }
}
