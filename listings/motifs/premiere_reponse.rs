//! La première réponse arrête les autres

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread;

fn chercher(source: &str, reponse: Sender<String>, arret: Receiver<()>) {
    select! {
        send(reponse, format!("trouvé par {source}")) -> envoi => {
            envoi.expect("`main` garde le récepteur");
        }
        recv(arret) -> _ => println!("{source} abandonne"),
    }
}

fn main() {
    let (annuler, arret) = bounded::<()>(0); // personne n'y enverra rien
    let (envoi, reponse) = bounded(0);
    thread::scope(|s| {
        for source in ["nord", "sud"] {
            let (envoi, arret) = (envoi.clone(), arret.clone());
            s.spawn(move || chercher(source, envoi, arret));
        }
        println!("{}", reponse.recv().unwrap());
        drop(annuler); // le signal : le canal est fermé
    });
    println!("plus personne ne travaille");
}
