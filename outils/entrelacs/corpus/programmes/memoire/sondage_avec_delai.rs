//! Trois messages, attendus un peu à chaque fois

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (envoi, reception) = mpsc::channel();
    let fil = thread::spawn(move || {
        for _ in 0..3 {
            envoi.send("x").unwrap();
        }
    });
    let mut recus = 0;
    while recus < 3 {
        if reception.recv_timeout(Duration::from_millis(10)).is_ok() {
            recus += 1;
        }
    }
    fil.join().unwrap();
    println!("{recus}");
}
