//! L'algorithme de Dekker : un seul fil dans la section critique

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

static VEUT: [AtomicBool; 2] = [const { AtomicBool::new(false) }; 2];
static TOUR: AtomicUsize = AtomicUsize::new(0);
static DEDANS: AtomicBool = AtomicBool::new(false);

fn entrer(moi: usize) {
    let autre = 1 - moi;
    VEUT[moi].store(true, SeqCst);
    while VEUT[autre].load(SeqCst) {
        if TOUR.load(SeqCst) != moi {
            VEUT[moi].store(false, SeqCst);
            while TOUR.load(SeqCst) != moi {}
            VEUT[moi].store(true, SeqCst);
        }
    }
    assert!(!DEDANS.swap(true, SeqCst), "deux fils dans la section critique");
    DEDANS.store(false, SeqCst);
    TOUR.store(autre, SeqCst);
    VEUT[moi].store(false, SeqCst);
}

fn main() {
    let fil = thread::spawn(|| entrer(1));
    entrer(0);
    fil.join().unwrap();
    println!("fini");
}
