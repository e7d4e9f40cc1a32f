//! Une variable empruntée passe de fil en fil

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::sync::mpsc;
fn main() {
    let mut x = [0u8; 4];
    let choix = AtomicBool::new(false);
    {
        let (tx, rx) = mpsc::channel();
        let (tx2, rx2) = mpsc::channel();
        let r: &mut [u8; 4] = &mut x;
        thread::scope(|s| {
            let choix = &choix;
            s.spawn(move || choix.store(true, SeqCst));
            s.spawn(move || {
                let r: &mut [u8; 4] = rx.recv().unwrap();
                if choix.load(SeqCst) { r[2] += 5; }
                tx2.send(r).unwrap();
            });
            s.spawn(move || {
                let r: &mut [u8; 4] = rx2.recv().unwrap();
                thread::yield_now();
                let vu = r[2];
                thread::yield_now();
                println!("vu {vu}");
            });
            tx.send(r).unwrap();
        });
    }
    println!("{x:?}");
}
