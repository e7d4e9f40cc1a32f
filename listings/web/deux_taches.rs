//! Deux tâches sur un seul fil : l'une attend ce que l'autre envoie

use crossbeam_channel::{Receiver, Sender, unbounded};

/// Une tâche : rend vrai quand elle a fini.
trait Tache {
    fn poll(&mut self) -> bool;
}

struct Ecouter(Receiver<&'static str>);
struct Parler(Sender<&'static str>);

impl Tache for Ecouter {
    fn poll(&mut self) -> bool {
        let recu = self.0.try_recv(); // sans dormir
        recu.inspect(|mot| println!("Luc lit : {mot}")).is_ok()
    }
}

impl Tache for Parler {
    fn poll(&mut self) -> bool {
        println!("Ana écrit");
        self.0.send("bonjour").is_ok()
    }
}

fn main() {
    let (envoi, reception) = unbounded();
    let mut taches: Vec<Box<dyn Tache>> =
        vec![Box::new(Ecouter(reception)), Box::new(Parler(envoi))];
    println!("rien n'a commencé");
    while !taches.is_empty() {
        taches.retain_mut(|tache| !tache.poll());
    }
}
