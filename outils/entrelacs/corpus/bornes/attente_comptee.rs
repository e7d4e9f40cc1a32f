//! Une attente active qui compte ses tours

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let pret = Arc::new(AtomicBool::new(false));
    let signal = pret.clone();
    let fil = thread::spawn(move || signal.store(true, SeqCst));
    let mut tours = 0;
    while !pret.load(SeqCst) {
        tours += 1;
    }
    fil.join().unwrap();
    assert!(tours <= 20, "{tours} tours d'attente");
}
