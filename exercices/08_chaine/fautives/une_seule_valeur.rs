//! L'étape finit après une valeur
//!
//! Rejet : natif, dans_l_ordre_jusqu_a_la_fermeture
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
        if let Ok(valeur) = entree.recv() {
            let _ = envoi.send(transformer(valeur));
        }
    });
    sortie
}
