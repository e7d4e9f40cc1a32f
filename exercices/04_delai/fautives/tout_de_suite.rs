//! Ne pas attendre : ce qui n'est pas là est en retard
//!
//! Rejet : entrelacements, un_compte_arrive_a_temps
//! Message : Delai

use crossbeam_channel::{Receiver, TryRecvError};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, _delai: Duration) -> Reponse {
    match (a.try_recv(), b.is_empty()) {
        (Ok(compte), _) => Reponse::Compte(compte),
        (Err(a), _) => match b.try_recv() {
            Ok(compte) => Reponse::Compte(compte),
            Err(b) if a.is_disconnected() && b.is_disconnected() => Reponse::Fini,
            Err(_) => Reponse::Delai,
        },
    }
}
