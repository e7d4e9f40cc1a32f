//! L'erreur d'envoi est ignorée : la chaîne travaille pour personne
//!
//! Rejet : natif, l_abandon_remonte_la_chaine
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
        for valeur in entree {
            let _ = envoi.send(transformer(valeur));
        }
    });
    sortie
}
