//! Une valeur reçue, lue par des fils d'une portée

use std::sync::{Mutex, mpsc};
use std::thread;
fn main() {
    let (envoi, reception) = mpsc::channel();
    let autre = envoi.clone();
    let a = thread::spawn(move || envoi.send(1).unwrap());
    let b = thread::spawn(move || autre.send(2).unwrap());
    let x = reception.recv().unwrap();
    let v = vec![x, 7];
    let total = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| { for _ in 0..2 { *total.lock().unwrap() += 1; } println!("{x} {v:?}"); });
        s.spawn(|| *total.lock().unwrap() += 5);
    });
    a.join().unwrap(); b.join().unwrap();
}
