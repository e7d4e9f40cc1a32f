use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

fn parler(nom: &str, moi: usize, tour: &AtomicUsize) {
    for _ in 0..2 {
        while tour.load(SeqCst) != moi {
            thread::yield_now();
        }
        println!("{nom} parle");
        tour.store(1 - moi, SeqCst);
    }
}

fn main() {
    let tour = AtomicUsize::new(0);
    thread::scope(|s| {
        s.spawn(|| parler("Ana", 0, &tour));
        s.spawn(|| parler("Luc", 1, &tour));
    });
}
