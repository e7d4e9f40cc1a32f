//! Une valeur que personne ne lit à temps est perdue
//!
//! Rejet : entrelacements, dans_l_ordre_jusqu_a_la_fermeture
//! Message : assertion

use crossbeam_channel::{Receiver, SendTimeoutError, bounded};
use std::thread;
use std::time::Duration;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        for valeur in entree {
            let envoye = envoi.send_timeout(transformer(valeur), Duration::from_millis(500));
            if let Err(SendTimeoutError::Disconnected(_)) = envoye {
                return;
            }
        }
    });
    sortie
}
