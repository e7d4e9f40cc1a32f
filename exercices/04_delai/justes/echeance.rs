//! Une échéance, calculée une fois, et le temps qui reste à chaque tour
//!
//! Verdict : non prouvé

use crossbeam_channel::{Receiver, at, never, select};
use std::time::{Duration, Instant};

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let echeance = Instant::now() + delai;
    let (mut a, mut b) = (a.clone(), b.clone());
    for _ in 0..2 {
        select! {
            recv(a) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => a = never(),
            },
            recv(b) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => b = never(),
            },
            recv(at(echeance)) -> _ => return Reponse::Delai,
        }
    }
    Reponse::Fini
}
