//! Quand l'un se ferme, attendre l'autre seul, avec le même délai
//!
//! Verdict : prouvé

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
    let ouvert = select! {
        recv(a) -> compte => match compte {
            Ok(compte) => return Reponse::Compte(compte),
            Err(_) => b,
        },
        recv(b) -> compte => match compte {
            Ok(compte) => return Reponse::Compte(compte),
            Err(_) => a,
        },
        recv(limite) -> _ => return Reponse::Delai,
    };
    select! {
        recv(ouvert) -> compte => compte.map_or(Reponse::Fini, Reponse::Compte),
        recv(limite) -> _ => Reponse::Delai,
    }
}
