//! Celui qui attend depuis un moment reçoit ce qu'on essaie de lui envoyer

use crossbeam_channel::bounded;
use std::thread;
use std::time::Duration;

fn main() {
    let (s, r) = bounded(0);
    let fil = thread::spawn(move || r.recv());
    thread::sleep(Duration::from_millis(1));
    println!("{}", s.try_send(1).is_ok());
    drop(s);
    let _ = fil.join().unwrap();
}
