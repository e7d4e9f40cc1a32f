//! Dormir tout le délai, puis regarder
//!
//! Rejet : natif, un_compte_arrive_a_temps
//! Message : Compte(5)

use crossbeam_channel::{Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    thread::sleep(delai);
    match a.try_recv() {
        Ok(compte) => Reponse::Compte(compte),
        Err(erreur_a) => match b.try_recv() {
            Ok(compte) => Reponse::Compte(compte),
            Err(TryRecvError::Disconnected) if erreur_a.is_disconnected() => Reponse::Fini,
            Err(_) => Reponse::Delai,
        },
    }
}
