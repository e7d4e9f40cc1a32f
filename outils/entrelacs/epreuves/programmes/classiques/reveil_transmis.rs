//! Un réveil va à un seul fil, ou à temps ou trop tard : il ne se perd pas

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let (verrou, reveil) = (Mutex::new(()), Condvar::new());
    let garde = verrou.lock().unwrap();
    thread::scope(|s| {
        s.spawn(|| {
            let garde = verrou.lock().unwrap();
            let (_garde, fin) = reveil.wait_timeout(garde, Duration::from_millis(1)).unwrap();
            if !fin.timed_out() {
                reveil.notify_one();
            }
        });
        s.spawn(|| {
            drop(verrou.lock().unwrap());
            reveil.notify_one();
        });
        drop(reveil.wait(garde).unwrap());
    });
    println!("fini");
}
