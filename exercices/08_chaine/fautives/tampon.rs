//! Une place de plus dans la sortie
//!
//! Rejet : natif, la_sortie_est_sans_tampon
//! Message : Some(1)

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(1);
    thread::spawn(move || {
        for valeur in entree {
            if envoi.send(transformer(valeur)).is_err() {
                return;
            }
        }
    });
    sortie
}
