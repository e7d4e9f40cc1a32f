//! La file n'a pas de borne
//!
//! Rejet : natif, les_plus_vieilles_s_en_vont
//! Message : deux places, quatre annonces

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};

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

struct File {
    places: usize,
    etat: Mutex<Etat>,
    change: Condvar,
}

#[derive(Default)]
pub struct Salon {
    files: Vec<Arc<File>>,
}

pub struct Membre {
    file: Arc<File>,
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let file = Arc::new(File {
            places,
            etat: Mutex::default(),
            change: Condvar::new(),
        });
        self.files.push(file.clone());
        Membre { file }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        for file in &self.files {
            let mut etat = file.etat.lock().unwrap();
            etat.gardees.push_back(annonce);
            file.change.notify_one();
        }
    }
}

impl Drop for Salon {
    fn drop(&mut self) {
        for file in &self.files {
            file.etat.lock().unwrap().fermee = true;
            file.change.notify_one();
        }
    }
}

impl Membre {
    pub fn lire(&mut self) -> Option<Recu> {
        let rien = |etat: &mut Etat| etat.gardees.is_empty() && !etat.fermee;
        let etat = self.file.etat.lock().unwrap();
        let mut etat = self.file.change.wait_while(etat, rien).unwrap();
        if etat.jetees > 0 {
            return Some(Recu::Jetees(std::mem::take(&mut etat.jetees)));
        }
        etat.gardees.pop_front().map(Recu::Annonce)
    }
}
