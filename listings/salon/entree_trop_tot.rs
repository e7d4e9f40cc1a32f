//! L'entrée est annoncée avant que la file ne soit inscrite

use crossbeam_channel::{Receiver, Sender, unbounded};
use std::{sync::Mutex, thread};

type File = Sender<String>;
static FILES: Mutex<Vec<File>> = Mutex::new(Vec::new());

fn annoncer(dit: &str) {
    for file in FILES.lock().unwrap().iter() {
        file.send(dit.into()).unwrap(); // sans limite : n'attend pas
    }
}

fn entrer(nom: &str, file: File) {
    annoncer(&format!("{nom} entre"));
    FILES.lock().unwrap().push(file);
}

fn saluer(recus: Receiver<String>) {
    if recus.recv().unwrap() == "Luc entre" {
        annoncer("Ana : bonjour Luc");
    }
}

fn main() {
    let ((file_ana, ana), (file_luc, luc)) = (unbounded(), unbounded());
    FILES.lock().unwrap().push(file_ana);
    thread::scope(|s| {
        s.spawn(|| saluer(ana));
        entrer("Luc", file_luc); // `main` est Luc
    });
    FILES.lock().unwrap().clear(); // détruites, les files se ferment
    let dernier = luc.iter().last();
    println!("Luc lit enfin : {}", dernier.unwrap_or("rien".into()));
}
