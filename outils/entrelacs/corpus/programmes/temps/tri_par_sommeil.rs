//! Chaque fil dort selon son nombre : les nombres sortent triés

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    for n in [3, 1, 2] {
        let tx = tx.clone();
        thread::spawn(move || {
            thread::sleep(n * Duration::from_millis(40));
            tx.send(n).unwrap();
        });
    }
    drop(tx);
    println!("{:?}", rx.iter().collect::<Vec<_>>());
}
