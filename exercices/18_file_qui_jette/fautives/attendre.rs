//! Le salon attend une place
//!
//! Rejet : natif, les_plus_vieilles_s_en_vont
//! Message : ne finit pas

use crossbeam_channel::{Receiver, Sender, bounded};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    Annonce(u32),
    Jetees(u32),
}

#[derive(Default)]
pub struct Salon {
    files: Vec<Sender<u32>>,
}

pub struct Membre {
    file: Receiver<u32>,
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let (envoi, file) = bounded(places);
        self.files.push(envoi);
        Membre { file }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        self.files.retain(|file| file.send(annonce).is_ok());
    }
}

impl Membre {
    pub fn lire(&mut self) -> Option<Recu> {
        self.file.recv().ok().map(Recu::Annonce)
    }
}
