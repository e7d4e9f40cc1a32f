//! Un canal fermé devient `None`
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, after, never, select};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let (mut a, mut b) = (Some(a), Some(b));
    let (limite, muet) = (after(delai), never());
    while a.is_some() || b.is_some() {
        select! {
            recv(a.unwrap_or(&muet)) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => a = None,
            },
            recv(b.unwrap_or(&muet)) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => b = None,
            },
            recv(limite) -> _ => return Reponse::Delai,
        }
    }
    Reponse::Fini
}
