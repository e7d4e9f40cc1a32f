//! Deux fils tournent sans fin, un troisième les arrête à son réveil

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

fn main() {
    let arret = Arc::new(AtomicBool::new(false));
    let fils: Vec<_> = (0..2)
        .map(|_| {
            let arret = arret.clone();
            thread::spawn(move || {
                while !arret.load(SeqCst) {
                    thread::yield_now();
                }
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(30));
    arret.store(true, SeqCst);
    for fil in fils {
        fil.join().unwrap();
    }
    println!("fini");
}
