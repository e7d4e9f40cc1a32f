//! `process::abort` perd la ligne commencée

use std::process;
use std::thread;

fn main() {
    let fil = thread::spawn(|| {
        println!("entière");
        print!("commencée");
        process::abort();
    });
    let _ = fil.join();
}
