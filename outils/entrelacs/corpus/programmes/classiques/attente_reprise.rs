//! Un réveil pour rien ne rallonge pas une attente limitée

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const UN: Duration = Duration::from_secs(1);

fn main() {
    let reveil = Arc::new((Mutex::new(()), Condvar::new()));
    let autre = reveil.clone();
    let fil = thread::spawn(move || {
        thread::sleep(UN);
        autre.1.notify_all();
    });
    let debut = Instant::now();
    let garde = reveil.0.lock().unwrap();
    let (_garde, fin) = reveil.1.wait_timeout_while(garde, 3 * UN, |()| true).unwrap();
    println!("{} {}", fin.timed_out(), debut.elapsed().as_secs());
    fil.join().unwrap();
}
