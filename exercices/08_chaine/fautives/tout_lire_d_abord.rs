//! Lire toute l'entrée avant d'envoyer le premier résultat
//!
//! Rejet : natif, au_fil_de_l_eau
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let valeurs: Vec<A> = entree.iter().collect();
        for valeur in valeurs {
            if envoi.send(transformer(valeur)).is_err() {
                return;
            }
        }
    });
    sortie
}
