//! refus clair, ou sortie normalisée : la durée affichée n'est pas déterministe.
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    let t = thread::spawn(|| thread::sleep(Duration::from_millis(20)));
    t.join().unwrap();
    let elapsed = start.elapsed();
    println!("{} ms", elapsed.as_millis());
    println!("assez : {}", elapsed >= Duration::from_millis(20));
}
