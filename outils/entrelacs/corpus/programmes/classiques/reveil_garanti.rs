//! Tester le drapeau sous le verrou, dans une boucle

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let paire = Arc::new((Mutex::new(false), Condvar::new()));
    let autre = paire.clone();
    let fil = thread::spawn(move || {
        *autre.0.lock().unwrap() = true;
        autre.1.notify_one();
    });
    let garde = paire.0.lock().unwrap();
    drop(paire.1.wait_while(garde, |pret| !*pret).unwrap());
    fil.join().unwrap();
    println!("prêt");
}
