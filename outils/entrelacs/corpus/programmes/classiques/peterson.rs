//! L'algorithme de Peterson : un seul fil dans la section critique

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::{hint, thread};

static VEUT: [AtomicBool; 2] = [const { AtomicBool::new(false) }; 2];
static TOUR: AtomicUsize = AtomicUsize::new(0);
static DEDANS: AtomicBool = AtomicBool::new(false);

fn entrer(moi: usize) {
    let autre = 1 - moi;
    VEUT[moi].store(true, SeqCst);
    TOUR.store(autre, SeqCst);
    while VEUT[autre].load(SeqCst) && TOUR.load(SeqCst) == autre {
        hint::spin_loop();
    }
    assert!(!DEDANS.swap(true, SeqCst), "deux fils dans la section critique");
    DEDANS.store(false, SeqCst);
    VEUT[moi].store(false, SeqCst);
}

fn main() {
    let fil = thread::spawn(|| entrer(1));
    entrer(0);
    fil.join().unwrap();
    println!("fini");
}
