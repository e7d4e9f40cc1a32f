//! Essayer cinq fois, puis renoncer

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::{hint, thread};

static PRET: AtomicBool = AtomicBool::new(false);

fn main() {
    thread::spawn(|| PRET.store(true, SeqCst));
    for _ in 0..5 {
        if PRET.load(SeqCst) {
            println!("prêt");
            return;
        }
        hint::spin_loop();
    }
    println!("je renonce");
}
