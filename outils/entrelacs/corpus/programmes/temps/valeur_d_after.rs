//! `after` donne l'heure prévue, même lue en retard

use crossbeam_channel::after;
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let debut = Instant::now();
    let heure = after(2 * T).recv().unwrap();
    println!("{}", heure >= debut + 2 * T && heure < debut + 3 * T);
    let debut = Instant::now();
    let minuteur = after(T);
    thread::sleep(3 * T);
    let heure = minuteur.recv().unwrap();
    println!("{}", heure < debut + 2 * T);
    println!("{}", heure.elapsed() > T);
    println!("{}", minuteur.try_recv().is_err());
}
