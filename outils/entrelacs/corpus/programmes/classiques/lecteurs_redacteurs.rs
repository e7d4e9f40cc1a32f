//! Deux lecteurs, un rédacteur qui écrit deux champs : jamais à moitié

use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let donnee = Arc::new(RwLock::new((0, 0)));
    let lecteurs = [(), ()].map(|()| {
        let donnee = donnee.clone();
        thread::spawn(move || {
            let (a, b) = *donnee.read().unwrap();
            assert_eq!(a, b);
            a
        })
    });
    {
        let mut donnee = donnee.write().unwrap();
        donnee.0 = 1;
        donnee.1 = 1;
    }
    let lus = lecteurs.map(|lecteur| lecteur.join().unwrap());
    println!("{lus:?}");
}
