//! Un fil par valeur : rien ne garde leur ordre
//!
//! Rejet : entrelacements, dans_l_ordre_jusqu_a_la_fermeture
//! Message : assertion

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        for valeur in entree {
            let envoi = envoi.clone();
            thread::spawn(move || {
                let _ = envoi.send(transformer(valeur));
            });
        }
    });
    sortie
}
