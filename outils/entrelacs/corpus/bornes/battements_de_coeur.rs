//! Un service qui bat quand il n'a rien à faire

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

enum Ordre {
    Travail(u32),
    Arret,
}

fn main() {
    let (envoi, reception) = mpsc::channel();
    let service = thread::spawn(move || loop {
        match reception.recv_timeout(Duration::from_millis(100)) {
            Ok(Ordre::Travail(n)) => println!("travail {n}"),
            Ok(Ordre::Arret) | Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => println!("tic"),
        }
    });
    envoi.send(Ordre::Travail(1)).unwrap();
    thread::sleep(Duration::from_millis(250));
    envoi.send(Ordre::Arret).unwrap();
    service.join().unwrap();
    println!("arrêt");
}
