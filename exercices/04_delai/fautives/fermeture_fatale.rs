//! Un canal fermé fait paniquer celui qui attend
//!
//! Rejet : entrelacements, un_ferme_l_autre_parle
//! Message : RecvError

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
        recv(a) -> compte => Reponse::Compte(compte.unwrap()),
        recv(b) -> compte => Reponse::Compte(compte.unwrap()),
        recv(after(delai)) -> _ => Reponse::Delai,
    }
}
