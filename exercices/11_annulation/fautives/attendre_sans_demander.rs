//! Attendre le fil avant de lui demander de finir
//!
//! Rejet : natif, l_arret_n_attend_pas_un_texte
//! Message : ne finit pas

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
        let compte = self.fil.join().unwrap();
        drop(self.arret);
        compte
    }
}
