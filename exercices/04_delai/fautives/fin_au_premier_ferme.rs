//! Un seul canal fermé est pris pour la fin des deux
//!
//! Rejet : entrelacements, un_ferme_l_autre_parle
//! Message : n'est pas encore épuisé

use crossbeam_channel::{Receiver, after, select};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    select! {
        recv(a) -> compte => compte.map_or(Reponse::Fini, Reponse::Compte),
        recv(b) -> compte => compte.map_or(Reponse::Fini, Reponse::Compte),
        recv(after(delai)) -> _ => Reponse::Delai,
    }
}
