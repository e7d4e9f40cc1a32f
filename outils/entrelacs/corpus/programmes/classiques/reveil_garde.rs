//! `select_biased!` endormi garde ce qui le réveille, même si mieux arrive

use crossbeam_channel::{bounded, select_biased};
use std::thread;

fn main() {
    let (s1, r1) = bounded(1);
    let (s2, r2) = bounded(1);
    let fil = thread::spawn(move || {
        s2.send('b').unwrap();
        s1.send('a').unwrap();
        s2.try_send('c').is_ok()
    });
    let recu = select_biased! {
        recv(r1) -> v => v.unwrap(),
        recv(r2) -> v => v.unwrap(),
    };
    println!("{recu} {}", fil.join().unwrap());
}
