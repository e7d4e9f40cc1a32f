//! La file est un canal : recevoir ne laisse aucune garde
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::thread;

pub struct Dossier {
    pub nom: &'static str,
    pub dossiers: Vec<Dossier>,
}

pub type Lire<'a> = &'a (dyn Fn(&str) -> usize + Sync);

pub fn compter(dossiers: Vec<Dossier>, lire: Lire) -> usize {
    let (deposer, file) = unbounded();
    for dossier in dossiers {
        deposer.send(dossier).unwrap();
    }
    let lecteur = || {
        let mut total = 0;
        while let Ok(dossier) = file.try_recv() {
            total += lire(dossier.nom);
            for contenu in dossier.dossiers {
                deposer.send(contenu).unwrap();
            }
        }
        total
    };
    thread::scope(|s| {
        let autre = s.spawn(lecteur);
        lecteur() + autre.join().unwrap()
    })
}
