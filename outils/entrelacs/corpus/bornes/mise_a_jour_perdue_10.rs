//! Des mises à jour perdues, dix tours

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

fn main() {
    let compteur = Arc::new(AtomicUsize::new(0));
    let fils: Vec<_> = (0..2)
        .map(|_| {
            let compteur = Arc::clone(&compteur);
            thread::spawn(move || {
                for _ in 0..10 {
                    let lu = compteur.load(SeqCst);
                    compteur.store(lu + 1, SeqCst);
                }
            })
        })
        .collect();
    for fil in fils {
        fil.join().unwrap();
    }
    println!("{}", compteur.load(SeqCst));
}
