//! Un clone de l'émetteur survit au fil : la sortie ne se ferme jamais
//!
//! Rejet : natif, dans_l_ordre_jusqu_a_la_fermeture
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    let garde = envoi.clone();
    thread::spawn(move || {
        for valeur in entree {
            if envoi.send(transformer(valeur)).is_err() {
                return;
            }
        }
    });
    std::mem::forget(garde);
    sortie
}
