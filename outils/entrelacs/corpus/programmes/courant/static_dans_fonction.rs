//! toujours des numéros distincts, « [0, 1] » après tri ; fin normale.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn next_id() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn main() {
    let a = thread::spawn(next_id);
    let b = thread::spawn(next_id);
    let mut ids = [a.join().unwrap(), b.join().unwrap()];
    ids.sort();
    println!("{ids:?}");
}
