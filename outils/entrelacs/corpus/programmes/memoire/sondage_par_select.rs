//! Trois messages, sondés par `select!`

use crossbeam_channel::{select, unbounded};
use std::thread;

fn main() {
    let (envoi, reception) = unbounded();
    let fil = thread::spawn(move || {
        for _ in 0..3 {
            envoi.send(()).unwrap();
        }
    });
    let mut recus = 0;
    while recus < 3 {
        select! {
            recv(reception) -> m => { m.unwrap(); recus += 1; }
            default => thread::yield_now(),
        }
    }
    fil.join().unwrap();
    println!("{recus}");
}
