//! Un compteur partagé sans verrou

use std::thread;

fn main() {
    let mut compteur = 0;
    thread::scope(|s| {
        s.spawn(|| compteur += 1);
        s.spawn(|| compteur += 1);
    });
    println!("Valeur finale : {compteur}");
}
