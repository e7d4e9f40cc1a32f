//! Les fils d'une portée écrivent dans des variables empruntées

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static SUIVANT: AtomicU32 = AtomicU32::new(0);

fn main() {
    let mut rangs = [0, 0];
    thread::scope(|s| {
        for rang in &mut rangs {
            s.spawn(|| *rang = SUIVANT.fetch_add(1, SeqCst) + 1);
        }
    });
    println!("{rangs:?}");
}
