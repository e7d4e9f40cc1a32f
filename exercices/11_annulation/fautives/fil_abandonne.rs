//! Lire le total sans arrêter le fil, qui reçoit encore
//!
//! Rejet : natif, apres_l_arret_plus_personne_ne_recoit
//! Message : le fil reçoit encore

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread;

pub struct Compteur {
    demande: Sender<Sender<usize>>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (demande, demandes) = bounded::<Sender<usize>>(0);
    thread::spawn(move || {
        let mut compte = 0;
        loop {
            select! {
                recv(textes) -> texte => match texte {
                    Ok(texte) => compte += texte.split_whitespace().count(),
                    Err(_) => break,
                },
                recv(demandes) -> reponse => if let Ok(reponse) = reponse {
                    let _ = reponse.send(compte);
                },
            }
        }
        if let Ok(reponse) = demandes.recv() {
            let _ = reponse.send(compte);
        }
    });
    Compteur { demande }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        let (reponse, compte) = bounded(1);
        self.demande.send(reponse).unwrap();
        std::mem::forget(self.demande);
        compte.recv().unwrap()
    }
}
