//! Le battement qui trompe : la pompe répond, l'ouvrier est coincé

use crossbeam_channel::{Receiver, Sender, bounded, never};
use std::thread;
use std::time::Duration;

const SILENCE: Duration = Duration::from_millis(200);

fn lire(lues: [&'static str; 2], travail: Sender<&str>, pong: Sender<()>) {
    for trame in lues {
        if trame == "ping" {
            let _ = pong.send(()); // l'ouvrier n'en sait rien
        } else {
            travail.send(trame).unwrap();
        }
    }
}

fn traiter(travaux: Receiver<&str>, base: Receiver<()>) {
    for mot in travaux {
        base.recv().unwrap(); // elle ne répondra plus
        println!("gardé : {mot}");
    }
}

fn main() {
    let (travail, travaux) = bounded(1);
    let (pong, pongs) = bounded(1);
    thread::spawn(move || lire(["salut", "ping"], travail, pong));
    thread::spawn(move || traiter(travaux, never()));
    match pongs.recv_timeout(SILENCE) {
        Ok(()) => println!("le serveur est là"),
        Err(_) => println!("silence"),
    }
}
