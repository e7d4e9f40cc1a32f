//! Un salon qui attend ses membres

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

type Mot = &'static str;

fn membre(nom: Mot, salon: Sender<Mot>, recus: Receiver<Mot>) {
    for mot in ["bonjour", "ça va ?"] {
        salon.send(mot).unwrap();
    }
    drop(salon); // il a tout dit ; il lit
    println!("{nom} a lu {} mots", recus.iter().count());
}

fn main() {
    let (envoi, boite) = bounded(0);
    let (vers_ana, ana) = bounded(1);
    let (vers_luc, luc) = bounded(1);
    let pour_luc = envoi.clone();
    thread::scope(|s| {
        s.spawn(|| membre("Ana", envoi, ana));
        s.spawn(|| membre("Luc", pour_luc, luc));
        let files = [vers_ana, vers_luc];
        for mot in boite {
            for file in &files {
                file.send(mot).unwrap(); // attend une place
            }
        }
    });
}
