//! Éteindre : noter pourquoi, éteindre le salon, attendre les pompes

use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static CODE: AtomicU32 = AtomicU32::new(1013); // « trop lente »
enum Demande {
    Entrer(Sender<&'static str>), // sa file
    Eteindre,
}
use Demande::*;

fn tenir(boite: Receiver<Demande>) {
    let mut files = Vec::new();
    while let Ok(Entrer(file)) = boite.recv() {
        files.push(file);
        files.retain(|file| file.try_send("Ana entre").is_ok());
    }
} // détruites, les files se ferment

fn pompe(salon: Sender<Demande>) {
    let (file, annonces) = bounded(1);
    if salon.send(Entrer(file)).is_err() {
        return println!("503"); // il n'y a plus de salon
    }
    annonces.iter().for_each(|annonce| println!("{annonce}"));
    println!("{}", CODE.load(SeqCst)); // la trame de fermeture
}

fn main() {
    let (salon, boite) = bounded(0);
    let porte = salon.clone();
    let tenu = thread::spawn(|| tenir(boite));
    let ana = thread::spawn(|| pompe(porte));
    CODE.store(1001, SeqCst); // 1. noter pourquoi
    salon.send(Eteindre).unwrap(); // 2. le salon détruit les files
    tenu.join().unwrap();
    ana.join().unwrap(); // 3. la pompe a écrit son dernier mot
}
