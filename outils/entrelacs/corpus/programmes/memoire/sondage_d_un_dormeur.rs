//! Sonder un drapeau qu'un fil lève après un sommeil

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

static PRET: AtomicBool = AtomicBool::new(false);

fn main() {
    let fil = thread::spawn(|| {
        thread::sleep(Duration::from_millis(10));
        PRET.store(true, SeqCst);
    });
    while !PRET.load(SeqCst) {
        thread::yield_now();
    }
    fil.join().unwrap();
    println!("ok");
}
