use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (verrou, reveil) = (Mutex::new(()), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            let _garde = verrou.lock().unwrap();
            reveil.notify_one();
        });
        let garde = verrou.lock().unwrap();
        let _garde = reveil.wait(garde).unwrap();
    });
    println!("Réveillé");
}
