//! Chacun son tour : le programme le dit

use std::sync::{Condvar, Mutex};
use std::thread;

const NOMS: [&str; 2] = ["Ana", "Luc"];

fn parler(moi: usize, tour: &Mutex<usize>, change: &Condvar) {
    for _ in 0..2 {
        let garde = tour.lock().unwrap();
        let mut tour = change.wait_while(garde, |t| *t != moi).unwrap();
        println!("{} parle", NOMS[moi]);
        *tour = 1 - moi;
        change.notify_one();
    }
}

fn main() {
    let (tour, change) = (Mutex::new(0), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| parler(0, &tour, &change));
        s.spawn(|| parler(1, &tour, &change));
    });
}
