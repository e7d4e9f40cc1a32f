//! Un fil par file : lui seul la connaît, et il n'attend pas le membre
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::collections::VecDeque;
use std::thread;

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
    sortie: Receiver<Recu>,
}

/// Reçoit toujours ; donne quand le membre prend.
fn garder(places: usize, entree: Receiver<u32>, sortie: Sender<Recu>) {
    let (mut gardees, mut jetees) = (VecDeque::new(), 0);
    loop {
        let suivant = match (jetees, gardees.front()) {
            (0, None) => match entree.recv() {
                Ok(annonce) => {
                    gardees.push_back(annonce);
                    continue;
                }
                Err(_) => return,
            },
            (0, Some(annonce)) => Recu::Annonce(*annonce),
            (manquent, _) => Recu::Jetees(manquent),
        };
        select! {
            recv(entree) -> annonce => match annonce {
                Ok(annonce) => {
                    if gardees.len() == places {
                        gardees.pop_front();
                        jetees += 1;
                    }
                    gardees.push_back(annonce);
                }
                Err(_) => break,
            },
            send(sortie, suivant) -> envoi => match (envoi, suivant) {
                (Err(_), _) => return,
                (Ok(()), Recu::Annonce(_)) => drop(gardees.pop_front()),
                (Ok(()), Recu::Jetees(_)) => jetees = 0,
            }
        }
    }
    // Il n'y a plus de salon : attendre le membre ne gêne plus personne.
    let manquent = (jetees > 0).then_some(Recu::Jetees(jetees));
    for recu in manquent
        .into_iter()
        .chain(gardees.into_iter().map(Recu::Annonce))
    {
        if sortie.send(recu).is_err() {
            return;
        }
    }
}

impl Salon {
    pub fn entrer(&mut self, places: usize) -> Membre {
        let ((envoi, entree), (sortie, recus)) = (bounded(0), bounded(0));
        thread::spawn(move || garder(places, entree, sortie));
        self.files.push(envoi);
        Membre { sortie: recus }
    }

    pub fn annoncer(&mut self, annonce: u32) {
        // Le gardien ne fait rien d'autre que recevoir : il est parti, ou il prend.
        self.files.retain(|file| file.send(annonce).is_ok());
    }
}

impl Membre {
    pub fn lire(&mut self) -> Option<Recu> {
        self.sortie.recv().ok()
    }
}
