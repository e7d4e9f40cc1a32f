//! Seul le premier envoi est vérifié
//!
//! Rejet : natif, l_abandon_au_milieu
//! Message : is_err

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        if entree
            .recv()
            .is_ok_and(|valeur| envoi.send(transformer(valeur)).is_ok())
        {
            for valeur in entree {
                let _ = envoi.send(transformer(valeur));
            }
        }
    });
    sortie
}
