//! Demander sans cesse si un fil qui dort est fini

use std::thread;
use std::time::Duration;

fn main() {
    let fil = thread::spawn(|| {
        thread::sleep(Duration::from_millis(30));
        7
    });
    println!("{}", fil.is_finished());
    while !fil.is_finished() {
        thread::yield_now();
    }
    println!("{}", fil.join().unwrap());
}
