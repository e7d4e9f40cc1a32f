//! Essayer d'envoyer sans fin, même quand plus personne ne lit
//!
//! Rejet : natif, l_abandon_remonte_la_chaine
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
        for valeur in entree {
            let mut a_envoyer = transformer(valeur);
            while let Err(refus) = envoi.try_send(a_envoyer) {
                a_envoyer = refus.into_inner();
                thread::yield_now();
            }
        }
    });
    sortie
}
