//! Deux messages que `Debug` ne distingue pas

use std::fmt;
use std::sync::mpsc;
use std::thread;

#[derive(Clone, PartialEq)]
struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("***")
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Demande {
    client: u32,
    secret: Secret,
}

fn main() {
    let (envoi, reception) = mpsc::channel();
    for p in ["azerty", "qwerty"] {
        let envoi = envoi.clone();
        thread::spawn(move || envoi.send(Demande { client: 1, secret: Secret(p.to_string()) }).unwrap());
    }
    drop(envoi);
    let premiere = reception.recv().unwrap();
    println!("{}", premiere.secret.0);
}
