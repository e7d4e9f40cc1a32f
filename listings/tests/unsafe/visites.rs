use std::cell::UnsafeCell;
use std::thread;

struct Visites(UnsafeCell<u32>);

// SAFETY: fausse ! Rien n'ordonne les accès de deux fils.
unsafe impl Sync for Visites {}

static VISITES: Visites = Visites(UnsafeCell::new(0));

fn entrer() {
    // SAFETY: fausse ! Un autre fil écrit peut-être au même moment.
    unsafe { *VISITES.0.get() += 1 }
}

fn main() {
    let ana = thread::spawn(entrer);
    entrer();
    ana.join().unwrap();
}
