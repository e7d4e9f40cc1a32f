//! Un compteur sous verrou

use std::sync::{Arc, Mutex};
use std::thread;

const TOURS: usize = 100;

fn main() {
    let compteur = Arc::new(Mutex::new(0));
    let fils: Vec<_> = (0..2)
        .map(|_| {
            let compteur = Arc::clone(&compteur);
            thread::spawn(move || {
                for _ in 0..TOURS {
                    *compteur.lock().unwrap() += 1;
                }
            })
        })
        .collect();
    for fil in fils {
        fil.join().unwrap();
    }
    println!("{}", *compteur.lock().unwrap());
}
