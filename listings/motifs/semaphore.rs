//! Deux permis pour trois fils : un canal borné compte les places

use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
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

fn main() {
    let places = bounded(2);
    let presents = AtomicU32::new(0);
    let travailler = || {
        let _permis = prendre(&places);
        let deja = presents.fetch_add(1, SeqCst);
        assert!(deja < 2, "trois à la fois");
        presents.fetch_sub(1, SeqCst);
    };
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(travailler);
        }
    });
    println!("jamais plus de deux à la fois");
}
