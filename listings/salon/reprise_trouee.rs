//! Lire le passé, puis s'abonner : ce qui se dit entre les deux est perdu

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::thread;

enum Demande {
    Annoncer(&'static str),
    Passe(Sender<Vec<&'static str>>),
    Abonner(Sender<&'static str>),
}

fn salon(boite: Receiver<Demande>) {
    let (mut passe, mut membres) = (vec!["1"], Vec::<Sender<_>>::new());
    for demande in boite {
        match demande {
            Demande::Annoncer(n) => {
                passe.push(n);
                membres.iter().for_each(|file| file.send(n).unwrap());
            }
            Demande::Passe(reponse) => reponse.send(passe.clone()).unwrap(),
            Demande::Abonner(file) => membres.push(file),
        }
    }
}

fn main() {
    let (demander, boite) = bounded(0);
    let luc = demander.clone();
    thread::spawn(|| salon(boite));
    thread::spawn(move || luc.send(Demande::Annoncer("2")).unwrap());
    let (reponse, passe) = bounded(1); // Ana revient
    demander.send(Demande::Passe(reponse)).unwrap();
    let (file, suite) = unbounded();
    demander.send(Demande::Abonner(file)).unwrap();
    drop(demander);
    let lues: Vec<_> = passe.iter().flatten().chain(suite).collect();
    println!("{}", lues.join(" "));
}
