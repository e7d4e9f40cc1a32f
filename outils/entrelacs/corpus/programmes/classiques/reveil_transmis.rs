//! Un réveil va à un seul fil, ou à temps ou trop tard : il ne se perd pas

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let (fini, reveil) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        let garde = fini.lock().unwrap();
        s.spawn(|| {
            let garde = fini.lock().unwrap();
            if !*garde {
                let (_garde, fin) = reveil.wait_timeout(garde, Duration::from_millis(1)).unwrap();
                if !fin.timed_out() {
                    reveil.notify_one();
                }
            }
        });
        s.spawn(|| {
            drop(fini.lock().unwrap());
            reveil.notify_one();
        });
        *reveil.wait(garde).unwrap() = true;
        reveil.notify_one();
    });
    println!("fini");
}
