//! Un délai plus long que toute heure est une attente sans limite

use crossbeam_channel::{after, bounded, select, tick};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let (s, r) = bounded(0);
    let (tx, rx) = mpsc::channel();
    let fil = thread::spawn(move || {
        thread::sleep(T);
        s.send(1).unwrap();
        thread::sleep(T);
        s.send(2).unwrap();
        thread::sleep(T);
        tx.send(3).unwrap();
    });
    println!("{:?}", r.recv_timeout(Duration::MAX));
    select! {
        recv(r) -> n => println!("{n:?}"),
        recv(after(Duration::MAX)) -> _ => println!("impossible"),
        recv(tick(Duration::MAX)) -> _ => println!("impossible"),
        default(Duration::MAX) => println!("impossible"),
    }
    println!("{:?}", rx.recv_timeout(Duration::MAX));
    println!("{}", Instant::now().checked_add(Duration::MAX).is_none());
    fil.join().unwrap();
}
