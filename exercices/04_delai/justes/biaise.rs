//! `select_biased!`, où le délai passe en dernier
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, after, never, select_biased};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let limite = after(delai);
    let mut canaux = [a.clone(), b.clone()];
    for _ in 0..2 {
        let (rang, compte) = select_biased! {
            recv(canaux[0]) -> compte => (0, compte),
            recv(canaux[1]) -> compte => (1, compte),
            recv(limite) -> _ => return Reponse::Delai,
        };
        match compte {
            Ok(compte) => return Reponse::Compte(compte),
            Err(_) => canaux[rang] = never(),
        }
    }
    Reponse::Fini
}
