//! La garde a un nom, et se rend avant la lecture
//!
//! Verdict : prouvé

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
    let mut garde = file.lock().unwrap();
    while let Some(dossier) = garde.pop() {
        drop(garde);
        let fichiers = lire(dossier.nom);
        *total.lock().unwrap() += fichiers;
        garde = file.lock().unwrap();
        garde.extend(dossier.dossiers);
    }
}
