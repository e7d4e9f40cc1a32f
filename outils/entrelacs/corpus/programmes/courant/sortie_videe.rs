//! « a » et « b » dans les deux ordres, sur une ligne ; fin normale. (LeetCode : `print!`, puis `flush`.)
use std::io::{self, Write};
use std::thread;

fn main() {
    let t = thread::spawn(|| {
        print!("a");
        io::stdout().flush().unwrap();
    });
    print!("b");
    io::stdout().flush().unwrap();
    t.join().unwrap();
    println!();
}
