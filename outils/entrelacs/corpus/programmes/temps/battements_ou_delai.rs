//! Le programme d'un lecteur : des tics jusqu'à ce qu'un message arrive

use crossbeam_channel::{after, select, tick, unbounded};
use std::thread;
use std::time::Duration;

fn main() {
    let (s, r) = unbounded();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        s.send("fini").unwrap();
    });
    let ticker = tick(Duration::from_millis(40));
    let timeout = after(Duration::from_secs(1));
    loop {
        select! {
            recv(r) -> m => { println!("{}", m.unwrap()); break; }
            recv(ticker) -> _ => println!("tic"),
            recv(timeout) -> _ => { println!("trop tard"); break; }
        }
    }
}
