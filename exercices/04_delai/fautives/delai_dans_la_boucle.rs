//! Le délai, créé dans la boucle, repart quand un canal se ferme
//!
//! Rejet : entrelacements, le_delai_ne_repart_pas
//! Message : 160 ms d'attente pour un délai de 100

use crossbeam_channel::{Receiver, after, never, select};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let (mut a, mut b) = (a.clone(), b.clone());
    for _ in 0..2 {
        let ferme = select! {
            recv(a) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => &mut a,
            },
            recv(b) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => &mut b,
            },
            recv(after(delai)) -> _ => return Reponse::Delai,
        };
        *ferme = never();
    }
    Reponse::Fini
}
