//! Deux essais ne se rencontrent jamais : sans tampon, il faut que l'un attende

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (s, r) = bounded(0);
    let _ouvert = r.clone();
    let fil = thread::spawn(move || r.try_recv());
    println!("{:?}", s.try_send(1));
    println!("{:?}", fil.join().unwrap());
}
