//! L'arrêt attend un flux ouvert, à qui personne n'a rien dit

use crossbeam_channel::{Receiver, bounded};
use std::thread;

fn servir(annonces: Receiver<&str>) {
    for annonce in annonces {
        println!("data: {annonce}");
    }
    println!("flux fermé");
}

fn main() {
    let (salon, annonces) = bounded(1);
    let flux = thread::spawn(move || servir(annonces));
    salon.send("salut").unwrap();
    // L'arrêt est demandé : on finit les réponses en cours
    flux.join().unwrap();
    drop(salon);
    println!("éteint");
}
