//! `park_timeout` : réveillé avant le délai, ou non

use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let fil = thread::spawn(|| {
        let debut = Instant::now();
        thread::park_timeout(3 * T);
        let reveille = debut.elapsed() < 2 * T;
        let debut = Instant::now();
        thread::park_timeout(T);
        (reveille, debut.elapsed() >= T)
    });
    thread::sleep(T);
    fil.thread().unpark();
    println!("{:?}", fil.join().unwrap());
}
