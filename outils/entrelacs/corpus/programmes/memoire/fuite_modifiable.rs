//! Une fuite modifiable, de fil en fil

use std::sync::mpsc;
use std::thread;
fn main() {
    let x: &'static mut [u32] = Box::leak(vec![0; 3].into_boxed_slice());
    let (tx, rx) = mpsc::channel::<&'static mut [u32]>();
    let (tx2, rx2) = mpsc::channel::<&'static mut [u32]>();
    let (c, rc) = mpsc::channel();
    let c2 = c.clone();
    thread::spawn(move || c2.send(5).unwrap());
    thread::spawn(move || c.send(7).unwrap());
    let a = thread::spawn(move || { let r = rx.recv().unwrap(); r[1] = rc.recv().unwrap(); tx2.send(r).unwrap(); rc.recv().unwrap(); });
    tx.send(x).unwrap();
    let b = thread::spawn(move || { let r = rx2.recv().unwrap(); thread::yield_now(); r[1] * 2 });
    println!("{}", b.join().unwrap());
    a.join().unwrap();
}
