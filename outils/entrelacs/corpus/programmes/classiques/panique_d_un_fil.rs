//! Un fil panique en tenant le verrou

use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let verrou = Arc::new(Mutex::new(0));
    let autre = verrou.clone();
    let fil = thread::spawn(move || {
        let _garde = autre.lock().unwrap();
        panic!("exprès");
    });
    match verrou.lock() {
        Ok(_) => println!("intact"),
        Err(_) => println!("empoisonné"),
    }
    println!("{}", fil.join().is_err());
}
