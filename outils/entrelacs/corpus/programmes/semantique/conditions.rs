//! Condvar et Barrier

use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let m = Mutex::new(0);
    let c = Condvar::new();
    c.notify_one();
    c.notify_all();
    let (garde, fin) = c.wait_timeout(m.lock().unwrap(), Duration::from_millis(5)).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    let (garde, fin) = c.wait_timeout_while(garde, Duration::from_millis(5), |v| *v == 0).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    let garde = c.wait_while(garde, |v| *v != 0).unwrap();
    println!("{}", m.try_lock().is_err());
    drop(garde);

    println!("{}", Barrier::new(1).wait().is_leader());
    let barriere = Arc::new(Barrier::new(2));
    let autre = barriere.clone();
    let fil = thread::spawn(move || autre.wait().is_leader());
    let moi = barriere.wait().is_leader();
    println!("{}", moi != fil.join().unwrap());
}
