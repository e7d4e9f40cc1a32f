//! Trois canaux : l'un double l'autre

use crossbeam_channel::{Receiver, bounded, select};
use std::{collections::BTreeSet, thread};

type Noms = Receiver<&'static str>;
type Mots = Receiver<(&'static str, &'static str)>; // de qui, quoi

fn salon(entrees: &Noms, mots: &Mots, sorties: &Noms) {
    let mut membres = BTreeSet::new();
    for _ in 0..3 {
        select! {
            recv(entrees) -> nom => {
                membres.insert(nom.unwrap());
            }
            recv(mots) -> mot => match mot.unwrap() {
                (nom, mot) if membres.contains(nom) => println!("{mot}"),
                (nom, _) => println!("{nom} n'est pas là"),
            },
            recv(sorties) -> nom => {
                membres.remove(nom.unwrap());
            }
        }
    }
    println!("Restent : {}", membres.len());
}

fn main() {
    let (entrer, entrees) = bounded(1);
    let (dire, mots) = bounded(1);
    let (sortir, sorties) = bounded(1);
    thread::scope(|s| {
        s.spawn(|| salon(&entrees, &mots, &sorties));
        entrer.send("Ana").unwrap(); // `main` est Ana
        dire.send(("Ana", "à demain")).unwrap();
        sortir.send("Ana").unwrap();
    });
}
