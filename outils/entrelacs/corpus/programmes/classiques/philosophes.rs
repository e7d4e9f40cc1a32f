//! Des philosophes : chacun prend d'abord sa fourchette de gauche

use std::sync::{Arc, Mutex};
use std::thread;

const PHILOSOPHES: usize = 5;

fn main() {
    let fourchettes: Vec<_> = (0..PHILOSOPHES)
        .map(|_| Arc::new(Mutex::new(())))
        .collect();
    let fils: Vec<_> = (0..PHILOSOPHES)
        .map(|i| {
            let gauche = fourchettes[i].clone();
            let droite = fourchettes[(i + 1) % PHILOSOPHES].clone();
            thread::spawn(move || {
                let _gauche = gauche.lock().unwrap();
                let _droite = droite.lock().unwrap();
            })
        })
        .collect();
    for fil in fils {
        fil.join().unwrap();
    }
}
