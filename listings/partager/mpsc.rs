//! Le canal de la bibliothèque standard

use std::sync::mpsc;
use std::thread;

fn main() {
    let (envoi, reception) = mpsc::channel();

    for nom in ["Ana", "Luc"] {
        let envoi = envoi.clone();
        thread::spawn(move || envoi.send(nom).unwrap());
    }
    drop(envoi); // sans lui, la boucle attendrait toujours

    for nom in reception {
        println!("Reçu : {nom}");
    }
    println!("Plus d'émetteur");
}
