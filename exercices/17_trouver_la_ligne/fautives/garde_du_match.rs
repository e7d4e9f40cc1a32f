//! Un `match` garde le verrou aussi longtemps que la boucle
//!
//! Rejet : natif, un_dossier_et_les_siens
//! Message : ne finit pas

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
    loop {
        match file.lock().unwrap().pop() {
            None => break,
            Some(dossier) => {
                let fichiers = lire(dossier.nom);
                file.lock().unwrap().extend(dossier.dossiers);
                *total.lock().unwrap() += fichiers;
            }
        }
    }
}
