//! Modifier une valeur qu'un témoin peut retrouver

use std::sync::{mpsc, Arc, Weak};
use std::thread;
fn main() {
    let mut a = Arc::new(5);
    let w: Weak<i32> = Arc::downgrade(&a);
    let (tx, rx) = mpsc::channel();
    let t = thread::spawn(move || {
        let b = w.upgrade();
        rx.recv().unwrap();
        b.map(|b| *b)
    });
    *Arc::make_mut(&mut a) += 1;
    tx.send(()).unwrap();
    println!("{:?} {a}", t.join().unwrap());
}
