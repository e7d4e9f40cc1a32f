//! Des travaux inégaux : chacun prend le suivant

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

fn main() {
    let travaux = [30, 10, 20];
    let suivant = AtomicUsize::new(0);
    let un_fil = || {
        let (mut faits, mut total) = (0, 0);
        // Lire le rang et passer au suivant se font d'un coup.
        let prendre = || travaux.get(suivant.fetch_add(1, SeqCst));
        while let Some(travail) = prendre() {
            faits += 1;
            total += travail;
        }
        (faits, total)
    };
    let [ana, luc] = thread::scope(|s| {
        let fils = [s.spawn(un_fil), s.spawn(un_fil)];
        fils.map(|fil| fil.join().unwrap())
    });
    println!("travaux d'Ana : {}, de Luc : {}", ana.0, luc.0);
    println!("total : {}", ana.1 + luc.1);
}
