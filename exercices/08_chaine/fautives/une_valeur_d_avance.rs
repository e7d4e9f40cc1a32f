//! Lire la valeur suivante avant d'envoyer la précédente
//!
//! Rejet : natif, au_fil_de_l_eau
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
        let mut precedente = None;
        for valeur in entree {
            if let Some(prete) = precedente.replace(transformer(valeur))
                && envoi.send(prete).is_err()
            {
                return;
            }
        }
        if let Some(prete) = precedente {
            let _ = envoi.send(prete);
        }
    });
    sortie
}
