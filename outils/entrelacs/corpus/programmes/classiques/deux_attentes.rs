//! Celui qui passe garde son drapeau levé : l'autre cède sa place sans fin

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static VEUT: [AtomicBool; 2] = [const { AtomicBool::new(false) }; 2];

fn passer(moi: usize) {
    VEUT[moi].store(true, SeqCst);
    while VEUT[1 - moi].load(SeqCst) {
        VEUT[moi].store(false, SeqCst);
        VEUT[moi].store(true, SeqCst);
    }
}

fn main() {
    let fil = thread::spawn(|| passer(1));
    passer(0);
    fil.join().unwrap();
    println!("passés");
}
