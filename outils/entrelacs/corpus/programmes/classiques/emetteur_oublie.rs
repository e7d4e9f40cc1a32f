//! main garde un émetteur : sa boucle n'a pas de fin

use crossbeam_channel::unbounded;
use std::thread;

fn main() {
    let (tx, rx) = unbounded();
    let copie = tx.clone();
    thread::spawn(move || copie.send(1).unwrap());
    for val in &rx {
        println!("{val}");
    }
    drop(tx);
}
