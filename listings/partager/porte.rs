//! Attendre que la porte s'ouvre : une condition, et une boucle

use std::sync::{Condvar, Mutex};
use std::thread;

struct Porte {
    ouverte: Mutex<bool>,
    change: Condvar,
}

impl Porte {
    fn passer(&self, nom: &str) {
        let mut ouverte = self.ouverte.lock().unwrap();
        while !*ouverte {
            // Libère le verrou, dort, puis reprend le verrou.
            ouverte = self.change.wait(ouverte).unwrap();
        }
        println!("{nom} passe");
    }

    fn ouvrir(&self) {
        *self.ouverte.lock().unwrap() = true;
        self.change.notify_all();
    }
}

fn main() {
    let porte = Porte {
        ouverte: Mutex::new(false),
        change: Condvar::new(),
    };
    thread::scope(|s| {
        s.spawn(|| porte.passer("Ana"));
        s.spawn(|| porte.passer("Luc"));
        porte.ouvrir();
    });
}
