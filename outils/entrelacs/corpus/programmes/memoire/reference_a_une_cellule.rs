//! Une référence à la valeur d'une cellule, envoyée

use std::sync::{mpsc, OnceLock};
use std::thread;
static C: OnceLock<Vec<u32>> = OnceLock::new();
fn main() {
    let (tx, rx) = mpsc::channel::<&'static [u32]>();
    for i in 0..2 {
        let tx = tx.clone();
        thread::spawn(move || {
            let v = C.get_or_init(|| vec![i, 7]);
            thread::yield_now();
            let _ = tx.send(v);
        });
    }
    let r = rx.recv().unwrap();
    thread::yield_now();
    let t = thread::spawn(move || { thread::yield_now(); r[0] });
    println!("{}", t.join().unwrap());
}
