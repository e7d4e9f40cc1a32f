//! Le compte est à côté du canal : il se lit avant, et change pendant
//!
//! Rejet : entrelacements, rien_ne_manque_sans_etre_dit
//! Message : un trou n'est pas dit à sa place

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    Annonce(u32),
    Jetees(u32),
}

struct File {
    envoi: Sender<u32>,
    tete: Receiver<u32>,
    jetees: Arc<AtomicU32>,
}

#[derive(Default)]
pub struct Salon {
    files: Vec<File>,
}

pub struct Membre {
    file: Receiver<u32>,
    jetees: Arc<AtomicU32>,
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let ((envoi, tete), jetees) = (bounded(places), Arc::default());
        let membre = Membre {
            file: tete.clone(),
            jetees: Arc::clone(&jetees),
        };
        self.files.push(File {
            envoi,
            tete,
            jetees,
        });
        membre
    }

    pub fn annoncer(&mut self, annonce: u32) {
        for file in &self.files {
            while let Err(TrySendError::Full(_)) = file.envoi.try_send(annonce) {
                if file.tete.try_recv().is_ok() {
                    file.jetees.fetch_add(1, SeqCst);
                }
            }
        }
    }
}

impl Membre {
    pub fn lire(&mut self) -> Option<Recu> {
        match self.jetees.swap(0, SeqCst) {
            0 => self.file.recv().ok().map(Recu::Annonce),
            manquent => Some(Recu::Jetees(manquent)),
        }
    }
}
