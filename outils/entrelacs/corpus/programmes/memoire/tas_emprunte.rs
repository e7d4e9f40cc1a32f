//! Un vecteur emprunté par des portées emboîtées

use crossbeam_channel::unbounded;
use std::sync::Mutex;
use std::thread;
fn main() {
    let (envoi, reception) = unbounded::<i32>();
    let autre = envoi.clone();
    let mut valeurs = vec![0, 0];
    let total = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(move || envoi.send(1).unwrap());
        s.spawn(move || autre.send(2).unwrap());
        s.spawn(|| {
            thread::scope(|s2| { s2.spawn(|| valeurs[0] = reception.recv().unwrap()); });
            for _ in 0..2 { *total.lock().unwrap() += 1; }
            valeurs[1] = valeurs[0];
            for _ in 0..2 { *total.lock().unwrap() += 1; }
            if valeurs[1] == 2 { *total.lock().unwrap() += 10; }
        });
    });
    println!("{valeurs:?} {}", total.lock().unwrap());
}
