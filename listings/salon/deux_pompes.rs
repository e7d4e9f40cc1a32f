//! Deux pompes par client : l'une lit, l'autre écrit, et elle seule

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::thread;

enum Trame {
    Texte(&'static str),
    Ping,
}

fn lire(trames: [Trame; 2], salon: Sender<&str>, file: Sender<&str>) {
    for trame in trames {
        match trame {
            Trame::Texte(mot) => salon.send(mot).unwrap(),
            Trame::Ping => file.send("<pong 42>").unwrap(),
        }
    }
} // le client est parti : `salon` se ferme

fn ecrire(file: Receiver<&str>, connexion: Sender<String>) {
    for (debut, fin) in file.iter().map(|trame| trame.split_at(6)) {
        connexion.send(debut.into()).unwrap(); // une trame, deux écritures
        connexion.send(fin.into()).unwrap();
    }
}

fn main() {
    let (connexion, client) = unbounded();
    let (file, a_ecrire) = bounded(2);
    let (dire, mots) = bounded(0);
    let trames = [Trame::Texte("<texte salut>"), Trame::Ping];
    let membre = file.clone();
    thread::scope(|s| {
        s.spawn(|| lire(trames, dire, file));
        s.spawn(|| ecrire(a_ecrire, connexion));
        mots.iter().for_each(|mot| membre.send(mot).unwrap()); // le salon
        drop(membre); // plus personne n'écrit au client
    });
    println!("{}", client.iter().collect::<String>());
}
