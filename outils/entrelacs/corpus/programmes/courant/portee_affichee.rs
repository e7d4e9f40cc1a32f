//! L'affichage d'une portée

use std::thread;

fn main() {
    thread::scope(|s| {
        println!("{s:?}");
    });
}
