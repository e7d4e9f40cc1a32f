//! Un rendez-vous, et quelqu'un en face

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (envoi, reception) = bounded(0);
    println!("J'envoie...");
    // Un autre fil attend à l'envoi ; celui-ci peut recevoir.
    thread::spawn(move || envoi.send(1).unwrap());
    println!("Reçu : {}", reception.recv().unwrap());
}
