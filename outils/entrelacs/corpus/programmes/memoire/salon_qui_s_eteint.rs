//! Trois membres d'un salon qui s'éteint : chacun l'apprend, ou trouve la porte fermée

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread;

type Membre = Sender<&'static str>;

fn salon(entrees: Receiver<Membre>, fin: Receiver<()>) {
    let mut files = Vec::new();
    loop {
        select! {
            recv(entrees) -> file => files.push(file.unwrap()),
            recv(fin) -> _ => break,
        }
    }
    for file in files {
        let _ = file.try_send("1001");
    }
}

fn averti(porte: Sender<Membre>) -> bool {
    let (file, annonces) = bounded(1);
    let entre = porte.send(file).is_ok();
    assert!(!entre || annonces.iter().eq(["1001"]));
    entre
}

fn main() {
    let (porte, entrees) = bounded(0);
    let (signal, fin) = bounded(0);
    let salon = thread::spawn(|| salon(entrees, fin));
    let membres = [porte.clone(), porte.clone(), porte].map(|p| thread::spawn(|| averti(p)));
    drop(signal);
    salon.join().unwrap();
    let avertis = membres.map(|m| m.join().unwrap());
    println!("{}", avertis.iter().filter(|a| **a).count());
}
