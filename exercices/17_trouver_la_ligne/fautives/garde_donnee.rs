//! La garde passe à une fonction qui n'en rend pas le contenu
//!
//! Rejet : compilation
//! Message : E0505

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
        let mut garde = file.lock().unwrap();
        let Some(dossier) = garde.last() else { break };
        let nom = &dossier.nom;
        drop(garde);
        *total.lock().unwrap() += lire(nom);
    }
}
