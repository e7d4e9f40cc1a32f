//! Attendre sans boucle : faux si le fil peut se réveiller sans raison

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let paire = Arc::new((Mutex::new(false), Condvar::new()));
    let autre = paire.clone();
    let fil = thread::spawn(move || {
        *autre.0.lock().unwrap() = true;
        autre.1.notify_one();
    });
    let mut pret = paire.0.lock().unwrap();
    if !*pret {
        pret = paire.1.wait(pret).unwrap();
    }
    println!("{}", *pret);
    drop(pret);
    fil.join().unwrap();
}
