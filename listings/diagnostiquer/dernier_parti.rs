//! Le dernier parti éteint la lumière : il arrive qu'ils soient deux

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn partir(presents: &AtomicU32, nom: &str) {
    presents.fetch_sub(1, SeqCst);
    if presents.load(SeqCst) == 0 {
        println!("{nom} éteint");
    }
}

fn main() {
    let presents = AtomicU32::new(2);
    thread::scope(|s| {
        s.spawn(|| partir(&presents, "Ana"));
        s.spawn(|| partir(&presents, "Luc"));
    });
}
