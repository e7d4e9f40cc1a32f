//! Une sonde qui se repose entre deux essais, avec une limite

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(20);

fn attendre(pret: &AtomicBool, limite: Duration) -> bool {
    let fin = Instant::now() + limite;
    while !pret.load(SeqCst) {
        if Instant::now() >= fin {
            return false;
        }
        thread::sleep(T);
    }
    true
}

fn main() {
    let pret = Arc::new(AtomicBool::new(false));
    let leve = pret.clone();
    let fil = thread::spawn(move || {
        thread::sleep(7 * T / 2);
        leve.store(true, SeqCst);
    });
    println!("{}", attendre(&pret, T));
    println!("{}", attendre(&pret, 6 * T));
    fil.join().unwrap();
}
