//! Trois messages, sondés sans attendre

use std::sync::mpsc;
use std::thread;

fn main() {
    let (envoi, reception) = mpsc::channel();
    let fil = thread::spawn(move || {
        for _ in 0..3 {
            envoi.send(1).unwrap();
        }
    });
    let mut recus = 0;
    while recus < 3 {
        match reception.try_recv() {
            Ok(_) => recus += 1,
            Err(_) => thread::yield_now(),
        }
    }
    fil.join().unwrap();
    println!("{recus}");
}
