//! Un seul message, deux fils qui l'attendent : l'un ou l'autre le reçoit

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (s, r) = bounded(0);
    let autre = r.clone();
    let un = thread::spawn(move || r.recv().is_ok());
    let deux = thread::spawn(move || autre.recv().is_ok());
    s.send(()).unwrap();
    drop(s);
    println!("{} {}", un.join().unwrap(), deux.join().unwrap());
}
