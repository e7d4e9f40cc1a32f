//! `wait_timeout` et `wait_timeout_while`, à temps et trop tard

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(30);

fn main() {
    let pret = Arc::new((Mutex::new(0), Condvar::new()));
    let autre = pret.clone();
    let fil = thread::spawn(move || {
        for _ in 0..2 {
            thread::sleep(2 * T);
            *autre.0.lock().unwrap() += 1;
            autre.1.notify_one();
        }
    });
    let (garde, fin) = pret.1.wait_timeout(pret.0.lock().unwrap(), T).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    let (garde, fin) = pret.1.wait_timeout_while(garde, 2 * T, |n| *n == 0).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    let (garde, fin) = pret.1.wait_timeout_while(garde, T, |n| *n == 1).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    drop(garde);
    fil.join().unwrap();
}
