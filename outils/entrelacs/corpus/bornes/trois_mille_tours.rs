//! Trois mille lectures, puis la fin

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
static N: AtomicUsize = AtomicUsize::new(0);
fn main() {
    let f = thread::spawn(|| {
        let mut tours = 0;
        loop { N.load(Ordering::SeqCst); tours += 1; if tours == 3000 { break; } }
        println!("fini après {tours} tours");
    });
    f.join().unwrap();
    println!("fin");
}
