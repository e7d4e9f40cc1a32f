//! Une fonction prend un dossier, et rend la main sans la garde
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

fn prendre(file: &Mutex<Vec<Dossier>>) -> Option<Dossier> {
    file.lock().unwrap().pop()
}

fn lecteur(file: &Mutex<Vec<Dossier>>, total: &Mutex<usize>, lire: Lire) {
    while let Some(dossier) = prendre(file) {
        let fichiers = lire(dossier.nom);
        file.lock().unwrap().extend(dossier.dossiers);
        *total.lock().unwrap() += fichiers;
    }
}
