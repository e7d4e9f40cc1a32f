//! Essayer de recevoir jusqu'à ce qu'un fil qui dort envoie

use crossbeam_channel::{TryRecvError, bounded};
use std::thread;
use std::time::Duration;

fn main() {
    let (s, r) = bounded(1);
    let fil = thread::spawn(move || {
        for n in 1..=2 {
            thread::sleep(Duration::from_millis(30));
            s.send(n).unwrap();
        }
    });
    loop {
        match r.try_recv() {
            Ok(n) => println!("reçu {n}"),
            Err(TryRecvError::Empty) => std::hint::spin_loop(),
            Err(TryRecvError::Disconnected) => break,
        }
    }
    fil.join().unwrap();
}
