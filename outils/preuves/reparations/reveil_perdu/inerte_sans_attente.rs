use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (verrou, reveil) = (Mutex::new(()), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            reveil.notify_one(); // si personne n'attend, il se perd
        });
        let _garde = verrou.lock().unwrap();
    });
    println!("Réveillé");
}
