//! Le nom est annoncé libre avant de l'être

use crossbeam_channel::{Receiver, Sender, unbounded};
use std::{collections::BTreeSet, sync::Mutex, thread};

static NOMS: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());

fn entrer(nom: &'static str) -> bool {
    NOMS.lock().unwrap().insert(nom)
}

fn sortir(nom: &'static str, annonces: &Sender<String>) {
    annonces.send(format!("{nom} sort")).unwrap();
    NOMS.lock().unwrap().remove(nom);
}

fn revenir(nom: &'static str, annonces: &Receiver<String>) {
    println!("{}", annonces.recv().unwrap());
    match entrer(nom) {
        true => println!("{nom} entre"),
        false => println!("ce nom est pris"),
    }
}

fn main() {
    let (envoi, annonces) = unbounded();
    entrer("Ana");
    thread::scope(|s| {
        s.spawn(|| sortir("Ana", &envoi));
        s.spawn(|| revenir("Ana", &annonces));
    });
}
