//! Attendre un temps limité ce qu'un autre fil fait peut-être à temps

use crossbeam_channel::{bounded, select, select_biased};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;
use std::time::Duration;

const PEU: Duration = Duration::from_micros(50);

fn main() {
    let (s, r) = bounded(0);
    let fil = thread::spawn(move || r.recv_timeout(PEU));
    println!("{:?}", s.send_timeout(1, PEU));
    drop(s);
    println!("{:?}", fil.join().unwrap());

    let (s, r) = bounded(1);
    let fil = thread::spawn(move || s.send(2).is_ok());
    select! {
        recv(r) -> v => println!("reçu {v:?}"),
        default(PEU) => println!("délai"),
    }
    select_biased! {
        recv(r) -> v => println!("reçu {v:?}"),
        default => println!("rien"),
    }
    println!("{}", fil.join().unwrap());

    let (tx, rx) = mpsc::channel();
    let fil = thread::spawn(move || tx.send(3).is_ok());
    println!("{:?}", rx.recv_timeout(PEU));
    drop(rx);
    println!("{}", fil.join().unwrap());

    let pret = Arc::new((Mutex::new(false), Condvar::new()));
    let autre = pret.clone();
    let fil = thread::spawn(move || {
        *autre.0.lock().unwrap() = true;
        autre.1.notify_all();
        thread::park_timeout(PEU);
    });
    let garde = pret.0.lock().unwrap();
    let (garde, fin) = pret.1.wait_timeout_while(garde, PEU, |pret| !*pret).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    drop(garde);
    fil.join().unwrap();
}
