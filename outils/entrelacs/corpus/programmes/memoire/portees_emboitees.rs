//! Une variable écrite par une portée emboîtée

use crossbeam_channel::unbounded;
use std::sync::Mutex;
use std::thread;
fn main() {
    let (envoi, reception) = unbounded::<i32>();
    let autre = envoi.clone();
    let mut x = 0;
    let total = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(move || envoi.send(1).unwrap());
        s.spawn(move || autre.send(2).unwrap());
        s.spawn(|| {
            thread::scope(|s2| {
                s2.spawn(|| x = reception.recv().unwrap());
            });
            for _ in 0..2 { *total.lock().unwrap() += 1; }
            if x == 2 { *total.lock().unwrap() += 10; }
        });
    });
    println!("{x} {}", total.lock().unwrap());
}
