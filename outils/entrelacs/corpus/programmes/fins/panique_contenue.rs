//! Un destructeur qui panique pendant une panique, mais rattrape la sienne

use std::panic::catch_unwind;
use std::thread;

struct Prudent;

impl Drop for Prudent {
    fn drop(&mut self) {
        let seconde = catch_unwind(|| panic!("seconde"));
        println!("{} {}", seconde.is_err(), thread::panicking());
    }
}

fn main() {
    let premiere = catch_unwind(|| {
        let _prudent = Prudent;
        panic!("première");
    });
    println!("{} {}", premiere.is_err(), thread::panicking());
}
