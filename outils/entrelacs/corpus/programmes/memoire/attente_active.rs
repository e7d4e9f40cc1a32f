//! Une attente active sans compteur

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
fn main() {
    let pret = Arc::new(AtomicBool::new(false));
    let leve = pret.clone();
    let fil = thread::spawn(move || leve.store(true, SeqCst));
    while !pret.load(SeqCst) {
        thread::yield_now();
    }
    fil.join().unwrap();
    println!("fini");
}
