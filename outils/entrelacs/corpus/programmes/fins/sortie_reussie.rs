//! `process::exit(0)` est une fin comme une autre

use std::process;
use std::thread;

fn main() {
    let fil = thread::spawn(|| {
        println!("fil");
        process::exit(0);
    });
    println!("main");
    fil.join().unwrap();
}
