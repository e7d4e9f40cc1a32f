//! Une attente active, longue au-delà de quelques tours

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

const PATIENCE: u32 = 3;

fn main() {
    let pret = Arc::new(AtomicBool::new(false));
    let leve = pret.clone();
    let fil = thread::spawn(move || leve.store(true, SeqCst));
    let mut tours = 0;
    while !pret.load(SeqCst) {
        tours += 1;
    }
    println!("{}", if tours > PATIENCE { "attente longue" } else { "attente courte" });
    fil.join().unwrap();
}
