//! Un canal fermé est oublié : la boucle tourne jusqu'au délai
//!
//! Rejet : natif, les_deux_sont_fermes
//! Message : Delai

use crossbeam_channel::{Receiver, after, select};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let limite = after(delai);
    loop {
        select! {
            recv(a) -> compte => if let Ok(compte) = compte {
                return Reponse::Compte(compte);
            },
            recv(b) -> compte => if let Ok(compte) = compte {
                return Reponse::Compte(compte);
            },
            recv(limite) -> _ => return Reponse::Delai,
        }
    }
}
