//! `fetch_add` ne perd rien

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static COMPTEUR: AtomicU32 = AtomicU32::new(0);

fn main() {
    let fils = [(), ()].map(|()| thread::spawn(|| COMPTEUR.fetch_add(1, SeqCst)));
    for fil in fils {
        fil.join().unwrap();
    }
    println!("{}", COMPTEUR.load(SeqCst));
}
