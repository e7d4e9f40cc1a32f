//! Essayer un minuteur jusqu'à ce qu'il donne son message

use crossbeam_channel::after;
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let debut = Instant::now();
    let minuteur = after(T);
    while minuteur.try_recv().is_err() {
        thread::yield_now();
    }
    println!("{}", debut.elapsed() >= T);
    let minuteur = after(T);
    while minuteur.is_empty() {
        thread::yield_now();
    }
    println!("{}", debut.elapsed() >= 2 * T);
}
