//! Chaque lecteur garde pour lui ce que ses dossiers contiennent
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
    let file = Mutex::new(dossiers);
    let lecteur = || {
        let mut total = 0;
        let mut a_lire = Vec::new();
        loop {
            let suivant = a_lire.pop().or_else(|| file.lock().unwrap().pop());
            let Some(Dossier { nom, dossiers }) = suivant else {
                return total;
            };
            total += lire(nom);
            a_lire.extend(dossiers);
        }
    };
    thread::scope(|s| {
        let fils = [(); 2].map(|()| s.spawn(lecteur));
        fils.into_iter().map(|fil| fil.join().unwrap()).sum()
    })
}
