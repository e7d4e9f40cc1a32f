//! Un fil a fini, un autre attend sans fin, et `main` attend ce dernier

use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel::<u32>();
    let fini = thread::spawn(|| println!("fini"));
    let bloque = thread::spawn(move || rx.recv().is_ok());
    fini.join().unwrap();
    bloque.join().unwrap();
    drop(tx);
}
