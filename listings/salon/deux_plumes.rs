//! Deux fils écrivent sur une connexion, et leurs trames se mêlent

use crossbeam_channel::{Sender, unbounded};
use std::thread;

type Connexion = Sender<&'static str>;

fn envoyer(connexion: &Connexion, [debut, fin]: [&'static str; 2]) {
    connexion.send(debut).unwrap(); // une trame, deux écritures
    connexion.send(fin).unwrap();
}

fn main() {
    let (connexion, client) = unbounded();
    thread::scope(|s| {
        s.spawn(|| envoyer(&connexion, ["<texte ", "salut>"]));
        s.spawn(|| envoyer(&connexion, ["<pong ", "42>"]));
    });
    drop(connexion);
    println!("{}", client.iter().collect::<String>());
}
