use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let (verrou, reveil) = (Mutex::new(()), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            reveil.notify_one(); // si personne n'attend, il se perd
        });
        let garde = verrou.lock().unwrap();
        let limite = std::time::Duration::from_secs(1);
        let _garde = reveil.wait_timeout(garde, limite).unwrap();
    });
    println!("Réveillé");
}
