//! Essayer d'envoyer, sans tampon, à qui attend peut-être

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (s, r) = bounded(0);
    let fil = thread::spawn(move || r.recv());
    println!("{:?}", s.try_send(1).is_ok());
    drop(s);
    println!("{:?}", fil.join().unwrap());
}
