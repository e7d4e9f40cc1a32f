//! Essayer pendant qu'un autre fil agit : plein, vide, fermé, pris

use crossbeam_channel::{bounded, unbounded};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

fn main() {
    let (s, r) = bounded(1);
    s.send(1).unwrap();
    let fil = thread::spawn(move || (r.recv(), r.try_recv()));
    let essai = s.try_send(2);
    drop(s);
    println!("{essai:?} {:?}", fil.join().unwrap());

    let (s, r) = unbounded();
    let fil = thread::spawn(move || s.send(3).is_ok());
    println!("{:?} {}", r.try_recv(), fil.join().unwrap());

    let (s, r) = mpsc::sync_channel(1);
    let fil = thread::spawn(move || r.try_recv());
    println!("{:?} {:?}", s.try_send(4).is_ok(), fil.join().unwrap());

    let verrou = Arc::new(Mutex::new(5));
    let autre = verrou.clone();
    let fil = thread::spawn(move || drop(autre.lock().unwrap()));
    println!("{:?}", verrou.try_lock().is_ok());
    fil.join().unwrap();
}
