//! Essayer un verrou que tient un fil qui dort

use crossbeam_channel::bounded;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let verrou = Arc::new(Mutex::new(1));
    let (s, r) = bounded(0);
    let tenu = verrou.clone();
    let fil = thread::spawn(move || {
        let mut garde = tenu.lock().unwrap();
        s.send(()).unwrap();
        thread::sleep(Duration::from_millis(30));
        *garde = 2;
    });
    r.recv().unwrap();
    println!("{}", verrou.try_lock().is_err());
    loop {
        if let Ok(garde) = verrou.try_lock() {
            println!("{}", *garde);
            break;
        }
        thread::yield_now();
    }
    fil.join().unwrap();
}
