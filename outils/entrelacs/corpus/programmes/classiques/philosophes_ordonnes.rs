//! Des philosophes : le dernier prend d'abord celle de droite

use std::sync::{Arc, Mutex};
use std::thread;

const PHILOSOPHES: usize = 4;

fn main() {
    let fourchettes: Vec<_> = (0..PHILOSOPHES)
        .map(|_| Arc::new(Mutex::new(())))
        .collect();
    let fils: Vec<_> = (0..PHILOSOPHES)
        .map(|i| {
            let gauche = fourchettes[i].clone();
            let droite = fourchettes[(i + 1) % PHILOSOPHES].clone();
            thread::spawn(move || {
                let (gauche, droite) = if i + 1 == PHILOSOPHES { (droite, gauche) } else { (gauche, droite) };
                let _gauche = gauche.lock().unwrap();
                let _droite = droite.lock().unwrap();
            })
        })
        .collect();
    for fil in fils {
        fil.join().unwrap();
    }
}
