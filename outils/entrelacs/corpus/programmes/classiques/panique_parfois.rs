//! Un fil panique ou non, selon l'ordre : `join` le dit

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static TROP_TARD: AtomicBool = AtomicBool::new(false);

fn main() {
    let fil = thread::spawn(|| assert!(!TROP_TARD.load(SeqCst), "trop tard"));
    TROP_TARD.store(true, SeqCst);
    println!("{}", fil.join().is_ok());
}
