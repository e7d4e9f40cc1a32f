//! Le dernier `Arc<dyn Trait>` détruit la valeur : le canal se ferme alors
use std::sync::mpsc::{Sender, channel};
use std::sync::Arc;
use std::thread;

trait Sortie: Send + Sync {
    fn dire(&self, texte: &'static str);
}

struct Canal(Sender<&'static str>);

impl Sortie for Canal {
    fn dire(&self, texte: &'static str) {
        self.0.send(texte).unwrap();
    }
}

fn main() {
    let (tx, rx) = channel();
    let sortie: Arc<dyn Sortie> = Arc::new(Canal(tx));
    let autre = Arc::clone(&sortie);
    thread::spawn(move || autre.dire("fil"));
    sortie.dire("main");
    drop(sortie);
    let mut recus: Vec<_> = rx.iter().collect();
    recus.sort();
    println!("{recus:?}");
}
