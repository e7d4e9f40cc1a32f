//! Un salon qui s'écrit à lui-même

use crossbeam_channel::{Receiver, Sender, bounded};
use std::{collections::BTreeMap, thread};

enum Demande {
    Dire(&'static str),
    Sortir(u32),
    Eteindre,
}
use Demande::*;

type Files = BTreeMap<u32, Sender<&'static str>>;

fn salon(boite: Receiver<Demande>, moi: &Sender<Demande>, mut tous: Files) {
    for demande in boite {
        match demande {
            Dire(mot) => tous.iter().for_each(|(id, file)| {
                if file.try_send(mot).is_err() {
                    moi.send(Sortir(*id)).unwrap();
                }
            }),
            Sortir(id) => drop(tous.remove(&id)),
            Eteindre => return,
        }
    }
}

fn main() {
    let (envoi, boite) = bounded(0);
    let (file, recus) = bounded(1);
    let files = BTreeMap::from([(1, file)]);
    thread::scope(|s| {
        s.spawn(|| salon(boite, &envoi, files));
        s.spawn(move || println!("Ana lit : {}", recus.recv().unwrap()));
        envoi.send(Dire("bonjour")).unwrap();
        envoi.send(Dire("à demain")).unwrap();
        envoi.send(Eteindre).unwrap();
    });
}
