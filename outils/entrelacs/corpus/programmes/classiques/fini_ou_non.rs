//! Demander si un fil a fini

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static FAIT: AtomicBool = AtomicBool::new(false);

fn main() {
    let fil = thread::spawn(|| FAIT.store(true, SeqCst));
    let fait = FAIT.load(SeqCst);
    println!("{fait} {}", fil.is_finished());
    fil.join().unwrap();
}
