//! Sur une même horloge, le sommeil le plus court finit le premier

use std::thread;
use std::time::Duration;

const UN: Duration = Duration::from_millis(1);

fn main() {
    let fil = thread::spawn(|| {
        thread::sleep(3 * UN);
        println!("trois");
    });
    thread::sleep(2 * UN);
    println!("deux");
    thread::sleep(2 * UN);
    println!("quatre");
    fil.join().unwrap();
}
