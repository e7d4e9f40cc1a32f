//! Attendre activement un drapeau qu'un fil lève après un sommeil

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

fn main() {
    let pret = Arc::new(AtomicBool::new(false));
    let leve = pret.clone();
    let fil = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        leve.store(true, SeqCst);
    });
    println!("{}", pret.load(SeqCst));
    while !pret.load(SeqCst) {
        thread::yield_now();
    }
    fil.join().unwrap();
    println!("ok");
}
