//! Plusieurs lecteurs à la fois, ou un seul écrivain

use std::sync::RwLock;
use std::thread;

struct Tarif {
    prix: u32,
    version: u32,
}

fn main() {
    let tarif = RwLock::new(Tarif {
        prix: 10,
        version: 1,
    });

    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let t = tarif.read().unwrap(); // partagé
                println!("version {} : {} euros", t.version, t.prix);
            });
        }
        let mut tarif = tarif.write().unwrap(); // exclusif
        tarif.prix = 12;
        tarif.version = 2;
    });
}
