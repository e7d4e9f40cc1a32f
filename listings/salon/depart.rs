//! Un membre qui prévient avant de fermer sa file

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

enum Demande {
    Dire(&'static str),
    Sortir,
}
use Demande::*;

fn membre(salon: Sender<Demande>, recus: Receiver<&str>) {
    println!("Ana lit : {}", recus.recv().unwrap());
    salon.send(Sortir).unwrap();
    drop(recus);
}

fn main() {
    let (envoi, boite) = bounded(0);
    let (file, recus) = bounded(0);
    let luc = envoi.clone();
    thread::scope(|s| {
        s.spawn(|| membre(envoi, recus));
        s.spawn(move || {
            luc.send(Dire("bonjour")).unwrap();
            luc.send(Dire("à demain")).unwrap();
        });
        let mut file = Some(file);
        for demande in boite {
            match (demande, &file) {
                (Dire(mot), Some(file)) => drop(file.send(mot)), // attend
                (Dire(_), None) => {}
                (Sortir, _) => file = None,
            }
        }
    });
}
