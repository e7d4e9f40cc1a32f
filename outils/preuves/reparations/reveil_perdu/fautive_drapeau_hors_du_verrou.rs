use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (verrou, reveil) = (Mutex::new(()), Condvar::new());
    let pret = AtomicBool::new(false);
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            pret.store(true, SeqCst);
            reveil.notify_one();
        });
        let garde = verrou.lock().unwrap();
        if !pret.load(SeqCst) {
            let _garde = reveil.wait(garde).unwrap();
        }
    });
    println!("Réveillé");
}
