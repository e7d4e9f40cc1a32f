//! Des tours comptés jusqu'à ce qu'on les arrête

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

fn main() {
    let arret = Arc::new(AtomicBool::new(false));
    let lu = arret.clone();
    let fil = thread::spawn(move || {
        let mut nombre = 0u64;
        while !lu.load(Ordering::SeqCst) {
            nombre += 1;
            thread::sleep(Duration::from_millis(10));
        }
        nombre
    });
    thread::sleep(Duration::from_millis(35));
    arret.store(true, Ordering::SeqCst);
    println!("{} tours", fil.join().unwrap());
}
