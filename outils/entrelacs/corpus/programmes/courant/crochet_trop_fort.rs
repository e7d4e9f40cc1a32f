//! Un crochet de panique qui prend un verrou : refusé
use std::panic;
use std::sync::Mutex;

static PANIQUES: Mutex<u32> = Mutex::new(0);

fn main() {
    panic::set_hook(Box::new(|_| *PANIQUES.lock().unwrap() += 1));
    panic!("aïe");
}
