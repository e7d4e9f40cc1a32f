//! Regarder de nouveau, en cédant la main, tant qu'il n'y a rien
//!
//! Verdict : prouvé

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

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
            etat.gardees.push_back(annonce);
            if etat.gardees.len() > *places {
                etat.gardees.pop_front();
                etat.jetees += 1;
            }
        }
    }
}

impl Drop for Salon {
    fn drop(&mut self) {
        for (_, file) in &self.files {
            file.lock().unwrap().fermee = true;
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
            match etat.gardees.pop_front() {
                Some(annonce) => return Some(Recu::Annonce(annonce)),
                None if etat.fermee => return None,
                None => {}
            }
            drop(etat);
            thread::yield_now();
        }
    }
}
