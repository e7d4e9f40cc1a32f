//! Une attente active dont personne ne lit le compte

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let arret = Arc::new(AtomicBool::new(false));
    let lu = arret.clone();
    let fil = thread::spawn(move || {
        let mut tours = 0;
        while !lu.load(SeqCst) {
            tours += 1;
        }
        tours
    });
    arret.store(true, SeqCst);
    fil.join().unwrap();
    println!("arrêté");
}
