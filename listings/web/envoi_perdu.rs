//! L'annonce attend une place ; un battement passe, et l'emporte

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

/// Envoyer : une tâche, qui tient l'annonce jusqu'à ce qu'elle parte.
struct Envoyer<'a>(&'a Sender<char>, char);

impl Envoyer<'_> {
    fn poll(&mut self) -> bool {
        self.0.try_send(self.1).is_ok()
    }
}

/// Ce que fait `select!` : la perdante est détruite à la sortie.
fn premier(mut envoyer: Envoyer, tic: &Receiver<()>) -> bool {
    loop {
        let parti = envoyer.poll();
        if parti || tic.try_recv().is_ok() {
            return parti;
        }
        thread::park(); // aucune des deux n'est prête
    }
}

fn main() {
    let ((membre, file), (battre, tic)) = (bounded(1), bounded(1));
    battre.send(()).unwrap();
    let tache = thread::current();
    let lu = move |_: &char| tache.unpark(); // une place se libère
    let lire = || file.into_iter().inspect(lu).collect::<String>();
    let lecteur = thread::spawn(lire);
    for annonce in 'A'..='C' {
        if !premier(Envoyer(&membre, annonce), &tic) {
            println!("tic");
        }
    }
    drop(membre);
    println!("reçu : {}", lecteur.join().unwrap());
}
