//! Des fils, un verrou

use std::sync::{Arc, Mutex};
use std::thread;

const FILS: u32 = 4;

fn main() {
    let compteur = Arc::new(Mutex::new(0));
    let fils: Vec<_> = (0..FILS)
        .map(|_| {
            let compteur = compteur.clone();
            thread::spawn(move || *compteur.lock().unwrap() += 1)
        })
        .collect();
    for fil in fils {
        fil.join().unwrap();
    }
    println!("{}", *compteur.lock().unwrap());
}
