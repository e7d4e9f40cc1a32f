//! `select!` pour recevoir, `select!` pour envoyer
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded, select};
use std::thread;

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        loop {
            let valeur = select! {
                recv(entree) -> valeur => match valeur {
                    Ok(valeur) => transformer(valeur),
                    Err(_) => return,
                },
            };
            select! {
                send(envoi, valeur) -> envoye => if envoye.is_err() {
                    return;
                },
            }
        }
    });
    sortie
}
