//! Un permis rendu, même quand la lecture échoue

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

type Places = (Sender<()>, Receiver<()>);

struct Permis<'a>(&'a Receiver<()>);

fn prendre((entree, sortie): &Places) -> Permis<'_> {
    entree.send(()).unwrap(); // plein : attend
    Permis(sortie)
}

impl Drop for Permis<'_> {
    fn drop(&mut self) {
        self.0.recv().unwrap(); // une place se libère
    }
}

fn lire(texte: &str, places: &Places) -> Option<u32> {
    let _permis = prendre(places);
    let nombre = texte.parse().ok()?;
    Some(nombre)
}

fn main() {
    let places = &bounded(1);
    thread::scope(|s| {
        let fils = ["trois", "4"].map(|t| s.spawn(move || lire(t, places)));
        let lus = fils.into_iter().filter_map(|fil| fil.join().ok()?);
        println!("total : {}", lus.sum::<u32>());
    });
}
