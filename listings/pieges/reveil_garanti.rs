//! Une condition sous le verrou, et le réveil ne se perd plus

use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (pret, reveil) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            *pret.lock().unwrap() = true; // le réveil laisse une trace
            reveil.notify_one();
        });
        let garde = pret.lock().unwrap();
        // N'attend que si ce n'est pas déjà prêt.
        let _garde = reveil.wait_while(garde, |pret| !*pret).unwrap();
    });
    println!("Réveillé");
}
