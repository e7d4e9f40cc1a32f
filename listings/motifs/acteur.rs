//! Un fil possède les places ; les autres lui écrivent

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

enum Demande {
    Ajouter(u32),
    Prendre(u32, Sender<bool>), // combien, et par où répondre
}

fn tenir_guichet(boite: Receiver<Demande>) -> u32 {
    let mut places = 0; // aucun autre fil ne peut y toucher
    for demande in boite {
        match demande {
            Demande::Ajouter(n) => places += n,
            Demande::Prendre(n, reponse) => {
                let accord = n <= places;
                places -= if accord { n } else { 0 };
                let _ = reponse.send(accord); // le client est-il parti ?
            }
        }
    }
    places // plus aucun client
}

fn prendre(guichet: Sender<Demande>, n: u32) -> bool {
    let (reponse, retour) = bounded(1);
    guichet.send(Demande::Prendre(n, reponse)).unwrap();
    retour.recv().unwrap()
}

fn main() {
    let (guichet, boite) = bounded(0);
    let acteur = thread::spawn(|| tenir_guichet(boite));
    guichet.send(Demande::Ajouter(2)).unwrap();
    let pour_ana = guichet.clone();
    let ana = thread::spawn(move || prendre(pour_ana, 2));
    let luc = prendre(guichet, 2); // le dernier émetteur
    println!("Ana : {}, Luc : {luc}", ana.join().unwrap());
    println!("Reste : {}", acteur.join().unwrap());
}
