//! Le membre s'endort par `park`, et laisse de quoi le réveiller
//!
//! Verdict : prouvé

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    Annonce(u32),
    Jetees(u32),
}

#[derive(Default)]
struct Etat {
    gardees: VecDeque<u32>,
    jetees: u32,
    fermee: bool,
    dormeur: Option<Thread>,
}

impl Etat {
    fn reveiller(&mut self) {
        if let Some(dormeur) = self.dormeur.take() {
            dormeur.unpark();
        }
    }
}

#[derive(Default)]
pub struct Salon {
    files: Vec<(usize, Arc<Mutex<Etat>>)>,
}

pub struct Membre {
    file: Arc<Mutex<Etat>>,
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let file = Arc::<Mutex<Etat>>::default();
        self.files.push((places, file.clone()));
        Membre { file }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        for (places, file) in &self.files {
            let mut etat = file.lock().unwrap();
            if etat.gardees.len() == *places {
                etat.gardees.pop_front();
                etat.jetees += 1;
            }
            etat.gardees.push_back(annonce);
            etat.reveiller();
        }
    }
}

impl Drop for Salon {
    fn drop(&mut self) {
        for (_, file) in &self.files {
            let mut etat = file.lock().unwrap();
            etat.fermee = true;
            etat.reveiller();
        }
    }
}

impl Membre {
    pub fn lire(&mut self) -> Option<Recu> {
        loop {
            let mut etat = self.file.lock().unwrap();
            if etat.jetees > 0 {
                return Some(Recu::Jetees(std::mem::take(&mut etat.jetees)));
            }
            if let Some(annonce) = etat.gardees.pop_front() {
                return Some(Recu::Annonce(annonce));
            }
            if etat.fermee {
                return None;
            }
            etat.dormeur = Some(thread::current());
            drop(etat);
            thread::park();
        }
    }
}
