//! La sortie tardive : le nom est déjà celui d'un autre

use Demande::*;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::{collections::BTreeMap, thread};

enum Demande {
    Entrer(&'static str, Sender<&'static str>), // son nom, sa file
    Dire(&'static str),
    Sortir(&'static str),
}

fn tenir(boite: Receiver<Demande>) {
    let mut files = BTreeMap::new();
    for demande in boite {
        match demande {
            Entrer(nom, file) => drop(files.insert(nom, file)),
            Dire(mot) => files.retain(|_, file| file.try_send(mot).is_ok()),
            Sortir(nom) => drop(files.remove(nom)),
        }
    }
}

fn main() {
    let ((salon, boite), (file, recus)) = (bounded(0), bounded(0));
    thread::spawn(|| tenir(boite));
    salon.send(Entrer("Ana", file)).unwrap(); // son téléphone
    salon.send(Dire("un")).unwrap(); // il ne lit pas : évincé
    let (sortir, (file, mots)) = (salon.clone(), bounded(1));
    salon.send(Entrer("Ana", file)).unwrap(); // son ordinateur
    thread::spawn(move || {
        recus.iter().for_each(drop); // le téléphone : sa file est fermée
        sortir.send(Sortir("Ana")).unwrap();
    });
    salon.send(Dire("deux")).unwrap();
    drop(salon);
    println!("Ana lit : {}", mots.recv().unwrap_or("rien, coupée"));
}
