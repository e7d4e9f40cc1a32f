//! Un flux est coupé ; le lecteur revient avec son dernier numéro

use crossbeam_channel::bounded;
use std::thread;

const ANNONCES: [&str; 2] = ["Ana entre", "Ana sort"];

/// Le serveur : les lignes de ce qui suit l'annonce `vu`.
fn servir(vu: usize) -> impl Iterator<Item = String> {
    let suite = ANNONCES.iter().enumerate().skip(vu);
    suite.flat_map(|(rang, annonce)| {
        let id = format!("id: {}", rang + 1);
        [id, format!("data: {annonce}"), String::new()]
    })
}

fn main() {
    let (couper, coupure) = bounded(1);
    thread::spawn(move || couper.send(()));
    let (mut vu, mut id, mut data) = (0, 0, String::new());
    while vu < ANNONCES.len() {
        for ligne in servir(vu) {
            match ligne.split_once(": ") {
                Some(("id", numero)) => id = numero.parse().unwrap(),
                Some((_, texte)) => data = texte.to_owned(),
                None => {
                    println!("{data}"); // ligne vide : il est entier
                    vu = id;
                }
            }
            if coupure.try_recv().is_ok() {
                println!("(coupure)");
                break; // le réseau tombe
            }
        }
    }
}
