//! Lire deux fois dans le même fil, quand un écrivain attend entre les deux

use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let verrou = Arc::new(RwLock::new(1));
    let autre = verrou.clone();
    let fil = thread::spawn(move || *autre.write().unwrap() += 1);
    {
        let un = verrou.read().unwrap();
        let deux = verrou.read().unwrap();
        println!("{}", *un + *deux);
    }
    fil.join().unwrap();
}
