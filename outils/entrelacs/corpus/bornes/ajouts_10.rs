//! Un compteur atomique, dix tours

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn main() {
    let total = Arc::new(AtomicUsize::new(0));
    let fils: Vec<_> = (0..2)
        .map(|_| {
            let total = total.clone();
            thread::spawn(move || {
                for _ in 0..10 {
                    total.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for fil in fils {
        fil.join().unwrap();
    }
    println!("{}", total.load(Ordering::SeqCst));
}
