//! Attendre un canal, puis l'autre
//!
//! Rejet : natif, un_compte_arrive_a_temps
//! Message : Compte(5)

use crossbeam_channel::{Receiver, RecvTimeoutError};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let premier = a.recv_timeout(delai);
    match (premier, b.recv_timeout(delai)) {
        (Ok(compte), _) | (_, Ok(compte)) => Reponse::Compte(compte),
        (Err(RecvTimeoutError::Disconnected), Err(RecvTimeoutError::Disconnected)) => Reponse::Fini,
        _ => Reponse::Delai,
    }
}
