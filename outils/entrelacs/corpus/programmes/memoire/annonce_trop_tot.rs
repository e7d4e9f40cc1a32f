//! Le nom est annoncé libre avant de l'être

use crossbeam_channel::{Receiver, Sender, unbounded};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;

static NOMS: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());

fn entrer(nom: &'static str) -> bool {
    NOMS.lock().unwrap().insert(nom)
}

fn sortir(nom: &'static str, annonces: &Sender<String>) {
    annonces.send(format!("{nom} est parti")).unwrap();
    NOMS.lock().unwrap().remove(nom);
}

fn revenir(annonces: &Receiver<String>) {
    println!("{}", annonces.recv().unwrap());
    match entrer("Ana") {
        true => println!("Ana revient"),
        false => println!("Ce nom est pris"),
    }
}

fn main() {
    let (envoi, annonces) = unbounded();
    entrer("Ana");
    thread::scope(|s| {
        s.spawn(|| sortir("Ana", &envoi));
        s.spawn(|| revenir(&annonces));
    });
}
