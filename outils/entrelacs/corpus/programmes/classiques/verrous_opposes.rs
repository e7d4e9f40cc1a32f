//! Deux verrous pris en sens inverse

use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let a = Arc::new(Mutex::new(0));
    let b = Arc::new(Mutex::new(0));
    let (a2, b2) = (a.clone(), b.clone());
    let fil = thread::spawn(move || {
        let _b = b2.lock().unwrap();
        println!("le fil tient b");
        let _a = a2.lock().unwrap();
    });
    {
        let _a = a.lock().unwrap();
        let _b = b.lock().unwrap();
        println!("main tient a et b");
    }
    fil.join().unwrap();
}
