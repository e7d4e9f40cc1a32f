//! Un fil attend activement ce que personne ne fera ; les autres ont fini

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let pret = Arc::new(AtomicBool::new(false));
    let autre = pret.clone();
    let fini = thread::spawn(|| println!("fini"));
    let tourne = thread::spawn(move || while !autre.load(SeqCst) {});
    fini.join().unwrap();
    tourne.join().unwrap();
    pret.store(true, SeqCst);
}
