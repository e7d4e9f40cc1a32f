//! La fermeture des textes est prise pour un échec : le compte est perdu
//!
//! Rejet : entrelacements, le_canal_ferme_arrete_aussi
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
                recv(textes) -> texte => match texte {
                    Ok(texte) => compte += texte.split_whitespace().count(),
                    // La fin des textes est prise pour un échec.
                    Err(_) => return 0,
                },
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
