//! Revenir : le salon rend le passé et abonne, en une seule demande

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::thread;

enum Demande {
    Annoncer(u32),
    Revenir(u32, Sender<String>), // la dernière vue, et par où reprendre
}

fn salon(boite: Receiver<Demande>) {
    let (mut passe, mut membres) = (vec![1, 2], Vec::<Sender<_>>::new());
    for demande in boite {
        match demande {
            Demande::Annoncer(n) => {
                passe = vec![passe[1], n]; // deux gardées
                membres.retain(|file| file.send(n.to_string()).is_ok());
            }
            Demande::Revenir(vue, file) => {
                let dire = |mot: String| file.send(mot).unwrap();
                if passe[0] > vue + 1 {
                    dire("trou".into()); // une annonce n'est plus gardée
                }
                let reste = passe.iter().filter(|n| **n > vue);
                reste.for_each(|n| dire(n.to_string()));
                membres.push(file);
            }
        }
    }
}

fn main() {
    let (demander, boite) = bounded(0);
    let (luc, (file, suite)) = (demander.clone(), unbounded());
    thread::spawn(|| salon(boite));
    thread::spawn(move || [3, 4].map(|n| luc.send(Demande::Annoncer(n))));
    demander.send(Demande::Revenir(1, file)).unwrap(); // Ana revient
    drop(demander);
    println!("{}", suite.iter().collect::<Vec<_>>().join("\n"));
}
