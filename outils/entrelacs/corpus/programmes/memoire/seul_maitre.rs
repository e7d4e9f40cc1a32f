//! Un seul maître, et un témoin qui se réveille

use std::sync::{Arc, Weak, Mutex};
use std::thread;
fn main() {
    let a = Arc::new(Mutex::new(1));
    let w: Weak<Mutex<i32>> = Arc::downgrade(&a);
    let t = thread::spawn(move || match w.upgrade() {
        Some(x) => { *x.lock().unwrap() += 1; Arc::strong_count(&x) }
        None => 0,
    });
    match Arc::try_unwrap(a) {
        Ok(m) => println!("seul {}", m.into_inner().unwrap()),
        Err(a) => println!("partagé {}", Arc::weak_count(&a)),
    }
    println!("{}", t.join().unwrap());
}
