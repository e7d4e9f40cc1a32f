//! Regarder si la file est vide, puis prendre : l'autre passe entre les deux
//!
//! Rejet : entrelacements, un_dossier_et_les_siens
//! Message : un dossier attendait

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
    while !file.lock().unwrap().is_empty() {
        let dossier = file.lock().unwrap().pop().expect("un dossier attendait");
        let fichiers = lire(dossier.nom);
        file.lock().unwrap().extend(dossier.dossiers);
        *total.lock().unwrap() += fichiers;
    }
}
