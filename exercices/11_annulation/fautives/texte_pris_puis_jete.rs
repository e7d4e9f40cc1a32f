//! Un texte reçu après la demande d'arrêt est jeté
//!
//! Rejet : entrelacements, ce_qui_est_recu_est_compte
//! Message : le texte reçu est compté

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
                recv(textes) -> texte => {
                    let Ok(texte) = texte else { return compte };
                    // Entre-temps, l'arrêt a pu être demandé.
                    if arrete.try_recv().is_err_and(|erreur| erreur.is_disconnected()) {
                        return compte;
                    }
                    compte += texte.split_whitespace().count();
                }
                recv(arrete) -> _ => return compte,
            }
        }
    });
    Compteur { arret, fil }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        drop(self.arret);
        self.fil.join().unwrap()
    }
}
