//! Le salon panique quand un membre est parti
//!
//! Rejet : natif, un_membre_parti_ne_gene_personne
//! Message : `None`

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, Weak};

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
    files: Vec<Weak<File>>,
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
        self.files.push(Arc::downgrade(&file));
        Membre { file }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        for file in &self.files {
            let file = file.upgrade().unwrap();
            let mut etat = file.etat.lock().unwrap();
            if etat.gardees.len() == file.places {
                etat.gardees.pop_front();
                etat.jetees += 1;
            }
            etat.gardees.push_back(annonce);
            file.change.notify_one();
        }
    }
}

impl Drop for Salon {
    fn drop(&mut self) {
        for file in self.files.iter().filter_map(Weak::upgrade) {
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
