//! Qui trouve la file vide attend qu'on y dépose, même quand tout est lu
//!
//! Rejet : natif, un_dossier_et_les_siens
//! Message : ne finit pas

use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Dossier {
    pub nom: &'static str,
    pub dossiers: Vec<Dossier>,
}

pub type Lire<'a> = &'a (dyn Fn(&str) -> usize + Sync);

pub fn compter(dossiers: Vec<Dossier>, lire: Lire) -> usize {
    let (file, total) = (Mutex::new(dossiers), Mutex::new(0));
    let depot = Condvar::new();
    let lecteur = || {
        loop {
            let garde = file.lock().unwrap();
            let mut garde = depot.wait_while(garde, |file| file.is_empty()).unwrap();
            let dossier = garde.pop().unwrap();
            drop(garde);
            let fichiers = lire(dossier.nom);
            file.lock().unwrap().extend(dossier.dossiers);
            depot.notify_all();
            *total.lock().unwrap() += fichiers;
        }
    };
    thread::scope(|s| {
        s.spawn(lecteur);
        s.spawn(lecteur);
    });
    total.into_inner().unwrap()
}
