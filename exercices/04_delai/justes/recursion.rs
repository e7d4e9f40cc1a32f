//! Un appel récursif, avec ce qui reste ouvert
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, RecvError, after, never, select};
use std::time::{Duration, Instant};

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    attendre([a, b], 2, &after(delai))
}

fn attendre([a, b]: [&Receiver<usize>; 2], ouverts: u32, limite: &Receiver<Instant>) -> Reponse {
    if ouverts == 0 {
        return Reponse::Fini;
    }
    select! {
        recv(a) -> compte => compte
            .map(Reponse::Compte)
            .unwrap_or_else(|RecvError| attendre([&never(), b], ouverts - 1, limite)),
        recv(b) -> compte => compte
            .map(Reponse::Compte)
            .unwrap_or_else(|RecvError| attendre([a, &never()], ouverts - 1, limite)),
        recv(limite) -> _ => Reponse::Delai,
    }
}
