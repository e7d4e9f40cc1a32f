//! Une même échéance pour plusieurs attentes

use crossbeam_channel::{bounded, select};
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let (s, r) = bounded(4);
    let fil = thread::spawn(move || {
        for n in 0..4 {
            thread::sleep(T);
            s.send(n).unwrap();
        }
    });
    let echeance = Instant::now() + 5 * T / 2;
    while let Ok(n) = r.recv_deadline(echeance) {
        println!("{n}");
    }
    println!("{}", Instant::now() >= echeance);
    select! {
        recv(r) -> n => println!("{n:?}"),
        default(T) => println!("trop tard"),
    }
    fil.join().unwrap();
}
