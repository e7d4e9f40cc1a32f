//! `while let` sur `recv`, et break sur un refus
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
        while let Ok(valeur) = entree.recv() {
            let Ok(()) = envoi.send(transformer(valeur)) else {
                break;
            };
        }
    });
    sortie
}
