//! Un rendez-vous : le signal de fin passe par un canal sans tampon

use crossbeam_channel::{Sender, bounded};
use std::thread;

fn worker(done: Sender<bool>) {
    println!("Travail en cours...");
    done.send(true).unwrap(); // signal de fin
}

fn main() {
    let (done, fini) = bounded(0);
    thread::spawn(move || worker(done));
    fini.recv().unwrap(); // attente du signal
    println!("Worker terminé");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_signal_arrive() {
        let (done, fini) = bounded(0);
        let fil = thread::spawn(move || worker(done));
        assert_eq!(fini.recv(), Ok(true));
        fil.join().unwrap();
    }

    #[test]
    fn sans_recepteur_l_envoi_echoue() {
        let (done, fini) = bounded(0);
        drop(fini);
        assert!(thread::spawn(move || worker(done)).join().is_err());
    }
}
