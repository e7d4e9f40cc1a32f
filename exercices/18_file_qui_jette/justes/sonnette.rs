//! Une file sous verrou, et un canal d'une place pour réveiller
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    Annonce(u32),
    Jetees(u32),
}

type Etat = Arc<Mutex<(VecDeque<u32>, u32)>>; // ce qui reste, ce qui manque

#[derive(Default)]
pub struct Salon {
    files: Vec<(usize, Etat, Sender<()>)>,
}

pub struct Membre {
    etat: Etat,
    sonnette: Receiver<()>,
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let (sonner, sonnette) = bounded(1);
        let etat = Etat::default();
        self.files.push((places, etat.clone(), sonner));
        Membre { etat, sonnette }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        for (places, etat, sonner) in &self.files {
            let mut etat = etat.lock().unwrap();
            if etat.0.len() == *places {
                etat.0.pop_front();
                etat.1 += 1;
            }
            etat.0.push_back(annonce);
            drop(etat);
            let _ = sonner.try_send(()); // elle sonne déjà, ou il est parti
        }
    }
}

impl Membre {
    fn prendre(&self) -> Option<Recu> {
        let mut etat = self.etat.lock().unwrap();
        match std::mem::take(&mut etat.1) {
            0 => etat.0.pop_front().map(Recu::Annonce),
            manquent => Some(Recu::Jetees(manquent)),
        }
    }

    pub fn lire(&mut self) -> Option<Recu> {
        loop {
            if let Some(recu) = self.prendre() {
                return Some(recu);
            }
            if self.sonnette.recv().is_err() {
                return self.prendre(); // le salon est détruit : rien ne viendra plus
            }
        }
    }
}
