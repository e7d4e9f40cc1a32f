//! Diffuser : chaque photo à tous les abonnés, par un canal chacun

use crossbeam_channel::{Receiver, bounded};
use std::thread;

fn recevoir(photos: Receiver<&'static str>) -> String {
    photos.iter().collect::<Vec<_>>().join(" ")
}

fn main() {
    let (vers_ana, ana) = bounded(1);
    let (vers_luc, luc) = bounded(1);
    let mut abonnes = vec![vers_ana, vers_luc];
    let ana = thread::spawn(move || recevoir(ana));
    let luc = thread::spawn(move || recevoir(luc));
    for photo in ["lac", "pont"] {
        // Un abonné parti n'empêche pas de servir les autres.
        abonnes.retain(|abonne| abonne.send(photo).is_ok());
    }
    drop(abonnes); // plus de photos : les boucles finissent
    println!("Ana : {}", ana.join().unwrap());
    println!("Luc : {}", luc.join().unwrap());
}
