//! Une horloge, un message et un minuteur dans une même boucle

use crossbeam_channel::{after, bounded, select, tick};
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(20);

fn main() {
    let (s, r) = bounded(1);
    thread::spawn(move || {
        thread::sleep(5 * T);
        s.send("travail").unwrap();
    });
    let horloge = tick(2 * T);
    let fin = after(9 * T);
    let mut messages = true;
    loop {
        select! {
            recv(horloge) -> _ => println!("tic"),
            recv(if messages { r.clone() } else { crossbeam_channel::never() }) -> m => match m {
                Ok(m) => println!("{m}"),
                Err(_) => messages = false,
            },
            recv(fin) -> _ => break,
        }
    }
    println!("fin");
}
