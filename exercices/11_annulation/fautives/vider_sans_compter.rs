//! À l'arrêt, le fil reçoit encore ce qui vient, et ne le compte pas
//!
//! Rejet : entrelacements, l_arret_pendant_un_envoi
//! Message : ce qui est reçu est compté

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
                recv(arrete) -> _ => break,
            }
        }
        // Pour ne bloquer aucun envoi en cours.
        textes.try_iter().for_each(drop);
        compte
    });
    Compteur { arret, fil }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        drop(self.arret);
        self.fil.join().unwrap()
    }
}
