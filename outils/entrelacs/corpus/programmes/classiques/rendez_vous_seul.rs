//! Un rendez-vous avec soi-même

use crossbeam_channel::bounded;

fn main() {
    let (tx, rx) = bounded(0);
    tx.send(1).unwrap();
    println!("{}", rx.recv().unwrap());
}
