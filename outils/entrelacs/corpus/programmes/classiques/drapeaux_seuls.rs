//! L'algorithme de Peterson : sans le tour, deux fils peuvent se bloquer à l'entrée de la section critique

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::{hint, thread};

static VEUT: [AtomicBool; 2] = [const { AtomicBool::new(false) }; 2];
static DEDANS: AtomicBool = AtomicBool::new(false);

fn entrer(moi: usize) {
    let autre = 1 - moi;
    VEUT[moi].store(true, SeqCst);
    while VEUT[autre].load(SeqCst) {
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
