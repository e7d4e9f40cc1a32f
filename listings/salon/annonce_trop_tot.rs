//! Le nom est annoncé libre avant de l'être

use crossbeam_channel::{Receiver, Sender, unbounded};
use std::{collections::BTreeSet, sync::Mutex, thread};

static NOMS: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());

fn entrer(nom: &'static str) -> bool {
    NOMS.lock().unwrap().insert(nom) // faux s'il y était déjà
}

fn sortir(nom: &'static str, annonces: &Sender<String>) {
    annonces.send(format!("{nom} sort")).unwrap();
    NOMS.lock().unwrap().remove(nom);
}

fn reprendre(nom: &'static str, annonces: &Receiver<String>) {
    println!("{}", annonces.recv().unwrap());
    if entrer(nom) {
        println!("Le nom est à Luc");
    } else {
        println!("Ce nom est pris");
    }
}

fn main() {
    let (dire, annonces) = unbounded();
    entrer("Ana");
    thread::scope(|s| {
        s.spawn(|| sortir("Ana", &dire));
        s.spawn(|| reprendre("Ana", &annonces)); // Luc
    });
}
