//! Un compteur atomique : chacun son numéro

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let prochain = AtomicU32::new(1);

    thread::scope(|s| {
        for guichet in ["A", "B"] {
            let prochain = &prochain;
            s.spawn(move || {
                // Rend l'ancienne valeur, et ajoute 1 : en une opération.
                let numero = prochain.fetch_add(1, SeqCst);
                println!("Guichet {guichet} : numéro {numero}");
            });
        }
    });

    println!("Numéros donnés : {}", prochain.into_inner() - 1);
}
