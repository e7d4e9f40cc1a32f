//! Dormir ou attendre pendant une durée nulle ne dure rien

use crossbeam_channel::{bounded, select};
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let debut = Instant::now();
    thread::sleep(Duration::ZERO);
    thread::park_timeout(Duration::ZERO);
    let (s, r) = bounded(1);
    println!("{:?}", r.recv_timeout(Duration::ZERO));
    println!("{:?}", s.send_timeout(1, Duration::ZERO));
    println!("{:?}", s.send_timeout(2, Duration::ZERO));
    println!("{:?}", r.recv_timeout(Duration::ZERO));
    println!("{:?}", r.recv_deadline(debut));
    select! {
        recv(r) -> _ => println!("reçu"),
        default(Duration::ZERO) => println!("délai"),
    }
    let (tx, rx) = mpsc::channel::<u8>();
    println!("{:?}", rx.recv_timeout(Duration::ZERO));
    drop(tx);
    println!("{:?}", rx.recv_timeout(Duration::ZERO));
    let verrou = Mutex::new(());
    let garde = verrou.lock().unwrap();
    let (_garde, fin) = Condvar::new().wait_timeout(garde, Duration::ZERO).unwrap();
    println!("{}", fin.timed_out());
    println!("{}", debut.elapsed() < Duration::from_millis(25));
}
