//! Plus de second `lock` : les dossiers du dossier ne sont plus lus
//!
//! Rejet : natif, un_dossier_et_les_siens
//! Message : photos, mer et neige

use std::sync::Mutex;
use std::thread;

pub struct Dossier {
    pub nom: &'static str,
    pub dossiers: Vec<Dossier>,
}

pub type Lire<'a> = &'a (dyn Fn(&str) -> usize + Sync);

pub fn compter(dossiers: Vec<Dossier>, lire: Lire) -> usize {
    let (file, total) = (Mutex::new(dossiers), Mutex::new(0));
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| lecteur(&file, &total, lire));
        }
    });
    total.into_inner().unwrap()
}

fn lecteur(file: &Mutex<Vec<Dossier>>, total: &Mutex<usize>, lire: Lire) {
    while let Some(dossier) = file.lock().unwrap().pop() {
        *total.lock().unwrap() += lire(dossier.nom);
    }
}
