//! Pourquoi s'arrêter : la cause s'écrit avant le signal

use crossbeam_channel::{Receiver, after, bounded, select};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

const DELAI: Duration = Duration::from_millis(50);

struct Contexte {
    arret: Receiver<()>,
    cause: OnceLock<&'static str>,
}

fn travailler(nom: &str, contexte: &Contexte) {
    let _ = contexte.arret.recv(); // une erreur : le canal est fermé
    let cause = contexte.cause.get().expect("écrite avant le signal");
    println!("{nom} : {cause}");
}

fn main() {
    let (annuler, arret) = bounded(0);
    let cause = OnceLock::new();
    let contexte = Contexte { arret, cause };
    let (clic, bouton) = bounded::<()>(1);
    thread::scope(|s| {
        s.spawn(|| travailler("Ana", &contexte));
        s.spawn(|| clic.send(()).unwrap());
        let cause = select! {
            recv(bouton) -> _ => "bouton Arrêter",
            recv(after(DELAI)) -> _ => "délai passé",
        };
        contexte.cause.set(cause).expect("une seule cause");
        drop(annuler);
    });
}
