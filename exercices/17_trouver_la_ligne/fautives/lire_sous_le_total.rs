//! La file est libre, mais la lecture se fait sous le verrou du total
//!
//! Rejet : natif, deux_lectures_a_la_fois
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
        let pris = file.lock().unwrap().pop();
        let Some(dossier) = pris else { break };
        let mut total = total.lock().unwrap();
        *total += lire(dossier.nom);
        file.lock().unwrap().extend(dossier.dossiers);
    }
}
