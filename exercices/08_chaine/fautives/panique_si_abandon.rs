//! Le fil panique quand plus personne ne lit, et personne ne le voit
//!
//! Rejet : entrelacements, l_abandon_remonte_la_chaine
//! Message : a paniqué

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
            envoi.send(transformer(valeur)).unwrap();
        }
    });
    sortie
}
