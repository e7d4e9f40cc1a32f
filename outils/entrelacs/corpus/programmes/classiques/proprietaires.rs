//! Compter les propriétaires d'un Arc

use std::sync::Arc;
use std::thread;

fn main() {
    let a = Arc::new(1);
    let b = a.clone();
    let fil = thread::spawn(move || drop(b));
    println!("{}", Arc::strong_count(&a));
    fil.join().unwrap();
    println!("{}", Arc::try_unwrap(a).unwrap());
}
