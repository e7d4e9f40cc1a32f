use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (envoi, reception) = bounded(0);
    println!("J'envoie...");
    let recu = thread::spawn(move || reception.recv().unwrap());
    envoi.send(1).unwrap();
    println!("Reçu : {}", recu.join().unwrap());
}
