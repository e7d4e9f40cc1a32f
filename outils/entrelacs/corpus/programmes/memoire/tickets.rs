//! Prendre trois tickets dès qu'il y en a

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static TICKETS: AtomicU32 = AtomicU32::new(0);

fn main() {
    let fil = thread::spawn(|| {
        for _ in 0..3 {
            TICKETS.fetch_add(1, SeqCst);
        }
    });
    let mut pris = 0;
    while pris < 3 {
        if TICKETS.load(SeqCst) > 0 {
            TICKETS.fetch_sub(1, SeqCst);
            pris += 1;
        }
    }
    fil.join().unwrap();
}
