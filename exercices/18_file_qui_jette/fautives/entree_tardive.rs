//! Qui entre tard croit avoir manqué ce qui s'est dit avant lui
//!
//! Rejet : natif, qui_entre_tard_n_a_rien_manque
//! Message : rien ne lui manque

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    Annonce(u32),
    Jetees(u32),
}

type Rangee = (u32, u32); // le rang, l'annonce

#[derive(Default)]
pub struct Salon {
    rang: u32,
    files: Vec<(Sender<Rangee>, Receiver<Rangee>)>,
}

pub struct Membre {
    file: Receiver<Rangee>,
    attendu: u32,
    suivante: Option<u32>,
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let (envoi, file) = bounded(places);
        self.files.push((envoi, file.clone()));
        Membre {
            file,
            attendu: 0,
            suivante: None,
        }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        for (envoi, tete) in &self.files {
            while let Err(TrySendError::Full(_)) = envoi.try_send((self.rang, annonce)) {
                let _ = tete.try_recv(); // la plus vieille, si elle y est encore
            }
        }
        self.rang += 1;
    }
}

impl Membre {
    pub fn lire(&mut self) -> Option<Recu> {
        if let Some(annonce) = self.suivante.take() {
            return Some(Recu::Annonce(annonce));
        }
        let (rang, annonce) = self.file.recv().ok()?;
        let manquent = rang - self.attendu;
        self.attendu = rang + 1;
        if manquent == 0 {
            return Some(Recu::Annonce(annonce));
        }
        self.suivante = Some(annonce);
        Some(Recu::Jetees(manquent))
    }
}
