//! Deux réceptions pour un seul message

use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    let fil = thread::spawn(move || {
        tx.send("un").unwrap();
        thread::park();
        drop(tx);
    });
    println!("{}", rx.recv().unwrap());
    println!("{}", rx.recv().unwrap());
    fil.join().unwrap();
}
