//! La ligne arrive en deux morceaux ; un battement passe entre eux

use crossbeam_channel::{Receiver, bounded};
use std::thread;

/// Lire une ligne : une tâche, écrite à la main.
struct Lire<'a>(&'a Receiver<&'static str>, String);

impl Lire<'_> {
    /// Avance tant qu'elle peut, sans attendre.
    fn poll(&mut self) -> Option<String> {
        self.1.extend(self.0.try_iter());
        self.1.ends_with('.').then(|| self.1.clone())
    }
}

/// Ce que fait `select!` : la perdante est détruite à la sortie.
fn premier(mut lire: Lire, tic: &Receiver<()>) -> Option<String> {
    loop {
        let ligne = lire.poll();
        if ligne.is_some() || tic.try_recv().is_ok() {
            return ligne;
        }
        thread::park(); // aucune des deux n'est prête
    }
}

fn main() {
    let ((cable, recu), (battre, tic)) = (bounded(2), bounded(1));
    battre.send(()).unwrap();
    let tache = thread::current();
    let envoyer = move |mot| cable.send(mot).map(|()| tache.unpark());
    thread::spawn(move || ["bon", "jour."].map(envoyer));
    loop {
        match premier(Lire(&recu, String::new()), &tic) {
            Some(ligne) => break println!("{ligne}"),
            None => println!("tic"),
        }
    }
}
