//! Une file vide n'est pas finie : le lecteur attend que l'autre y dépose
//!
//! Verdict : prouvé

use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Dossier {
    pub nom: &'static str,
    pub dossiers: Vec<Dossier>,
}

pub type Lire<'a> = &'a (dyn Fn(&str) -> usize + Sync);

struct File {
    dossiers: Vec<Dossier>,
    lectures: usize,
    total: usize,
}

pub fn compter(dossiers: Vec<Dossier>, lire: Lire) -> usize {
    let file = Mutex::new(File {
        dossiers,
        lectures: 0,
        total: 0,
    });
    let change = Condvar::new();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| lecteur(&file, &change, lire));
        }
    });
    file.into_inner().unwrap().total
}

fn lecteur(file: &Mutex<File>, change: &Condvar, lire: Lire) {
    loop {
        let garde = file.lock().unwrap();
        let attendre = |file: &mut File| file.dossiers.is_empty() && file.lectures > 0;
        let mut garde = change.wait_while(garde, attendre).unwrap();
        let Some(dossier) = garde.dossiers.pop() else {
            return;
        };
        garde.lectures += 1;
        drop(garde);
        let fichiers = lire(dossier.nom);
        let mut garde = file.lock().unwrap();
        garde.lectures -= 1;
        garde.total += fichiers;
        garde.dossiers.extend(dossier.dossiers);
        change.notify_all();
    }
}
