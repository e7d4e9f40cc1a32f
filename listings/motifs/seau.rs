//! Le seau de jetons : un par tic, deux d'avance au plus

use crossbeam_channel::{Sender, TrySendError, bounded, tick};
use std::thread;
use std::time::Duration;

const CADENCE: Duration = Duration::from_millis(20);
const RESERVE: usize = 2;

fn remplir(seau: &Sender<()>) {
    for _ in tick(CADENCE) {
        match seau.try_send(()) {
            Ok(()) => {}
            Err(TrySendError::Full(())) => {} // le jeton de trop est perdu
            Err(TrySendError::Disconnected(())) => break, // plus de client
        }
    }
}

fn main() {
    let (seau, jetons) = bounded(RESERVE);
    thread::scope(|s| {
        s.spawn(|| remplir(&seau));
        thread::sleep(5 * CADENCE); // personne ne demande rien
        println!("d'avance : {}", jetons.len());
        for _ in 0..3 {
            jetons.recv().unwrap(); // une requête, un jeton
        }
        drop(jetons);
    });
    println!("plus de requêtes, plus de tics");
}
