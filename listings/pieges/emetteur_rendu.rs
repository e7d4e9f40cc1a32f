//! Un émetteur qui disparaît avec sa fonction

use crossbeam_channel::{Receiver, bounded};
use std::thread;

fn lancer() -> Receiver<u32> {
    let (ch, reception) = bounded(0);
    for id in 1..=2 {
        let ch = ch.clone();
        thread::spawn(move || ch.send(id).unwrap());
    }
    reception // `ch` est détruit ici : restent les deux clones
}

fn main() {
    for val in lancer() {
        println!("Reçu : {val}");
    }
    println!("Canal fermé");
}
