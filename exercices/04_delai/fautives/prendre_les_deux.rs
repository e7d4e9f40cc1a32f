//! Prendre les deux comptes, et n'en rendre qu'un
//!
//! Rejet : natif, l_autre_compte_reste
//! Message : ce qui reste

use crossbeam_channel::{Receiver, Select, after, never, select};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let limite = after(delai);
    let (mut a, mut b) = (a.clone(), b.clone());
    for _ in 0..2 {
        match (a.try_recv(), b.try_recv()) {
            (Ok(compte), _) | (_, Ok(compte)) => return Reponse::Compte(compte),
            _ => {}
        }
        let ferme = select! {
            recv(a) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => &mut a,
            },
            recv(b) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => &mut b,
            },
            recv(limite) -> _ => return Reponse::Delai,
        };
        *ferme = never();
    }
    Reponse::Fini
}
