//! Deux `Arc` égaux, et un seul reçu

use std::sync::{Arc, Mutex, mpsc};
use std::thread;
fn main() {
    let a = Arc::new(5u32);
    let b = Arc::new(5u32);
    let (envoi, reception) = mpsc::channel();
    let (ta, tb) = (envoi.clone(), envoi);
    let (a2, b2) = (a.clone(), b.clone());
    let x = thread::spawn(move || ta.send(a2).unwrap());
    let y = thread::spawn(move || tb.send(b2).unwrap());
    let recu = reception.recv().unwrap();
    println!("{}", Arc::ptr_eq(&recu, &a));
    drop(reception);
    let _ = (x.join(), y.join());
    drop(b);
}
