//! Cinq valeurs par rendez-vous ; les deux fils affichent

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (tx, rx) = bounded(0);
    let fil = thread::spawn(move || {
        for i in 0..5 {
            println!("Produit : {i}");
            tx.send(i).unwrap();
        }
    });
    for val in rx {
        println!("Consommé : {val}");
    }
    fil.join().unwrap();
}
