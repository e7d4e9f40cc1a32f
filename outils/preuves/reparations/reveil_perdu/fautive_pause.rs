use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (verrou, reveil) = (Mutex::new(()), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            thread::sleep(std::time::Duration::from_millis(100));
            reveil.notify_one(); // si personne n'attend, il se perd
        });
        let garde = verrou.lock().unwrap();
        let _garde = reveil.wait(garde).unwrap();
    });
    println!("Réveillé");
}
