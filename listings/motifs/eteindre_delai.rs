//! Attendre la fin, mais pas plus longtemps qu'un délai

use crossbeam_channel::{RecvTimeoutError, bounded};
use std::thread;
use std::time::Duration;

const DELAI: Duration = Duration::from_secs(5);

fn traiter(_travail: &str) {
    // Cela peut durer.
}

fn main() {
    let (envoi, travaux) = bounded(2);
    let (fini, fin) = bounded::<()>(0);
    let restants = travaux.clone(); // pour dire ce qui n'a pas commencé
    thread::spawn(move || {
        travaux.iter().for_each(traiter);
        drop(fini); // fermé : c'est la fin
    });
    envoi.send("lettre").unwrap();
    envoi.send("colis").unwrap();
    drop(envoi); // fermer l'entrée

    match fin.recv_timeout(DELAI) {
        Err(RecvTimeoutError::Timeout) => {
            let n = restants.try_iter().count();
            println!("Trop long, pas commencés : {n}");
        }
        _ => println!("Tout est fini"),
    }
}
