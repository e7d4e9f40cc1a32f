//! Éteindre : le dire au salon, qui le dit à chacun, puis attendre

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
        let _ = file.try_send("1001"); // puis la file est détruite
    }
} // `entrees` aussi : la porte est fermée

fn membre(porte: Sender<Membre>) {
    let (file, annonces) = bounded(1);
    if porte.send(file).is_err() {
        println!("Ana : trop tard");
    }
    for annonce in annonces {
        println!("Ana : {annonce}");
    }
}

fn main() {
    let (porte, entrees) = bounded(0);
    let (signal, fin) = bounded(0);
    let salon = thread::spawn(|| salon(entrees, fin));
    let ana = thread::spawn(|| membre(porte));
    drop(signal); // 1. le dire au salon
    salon.join().unwrap(); // 2. il l'a dit à chacun
    ana.join().unwrap(); // 3. chacun a fini
    println!("éteint");
}
