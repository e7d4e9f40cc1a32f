//! Tester le drapeau hors du verrou : le réveil peut se perdre

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let paire = Arc::new((Mutex::new(false), Condvar::new()));
    let autre = paire.clone();
    let fil = thread::spawn(move || {
        *autre.0.lock().unwrap() = true;
        autre.1.notify_one();
    });
    let pret = *paire.0.lock().unwrap();
    if !pret {
        let garde = paire.0.lock().unwrap();
        drop(paire.1.wait(garde).unwrap());
    }
    fil.join().unwrap();
    println!("prêt");
}
