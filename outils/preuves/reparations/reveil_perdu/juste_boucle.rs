use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (pret, reveil) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            *pret.lock().unwrap() = true;
            reveil.notify_all();
        });
        let mut garde = pret.lock().unwrap();
        while !*garde {
            garde = reveil.wait(garde).unwrap();
        }
    });
    println!("Réveillé");
}
