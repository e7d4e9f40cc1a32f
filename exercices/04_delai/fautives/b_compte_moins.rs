//! La fermeture de b est prise pour la fin, celle de a non
//!
//! Rejet : entrelacements, l_autre_ferme_l_un_parle
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
    let limite = after(delai);
    select! {
        recv(a) -> compte => match compte {
            Ok(compte) => Reponse::Compte(compte),
            Err(_) => select! {
                recv(b) -> compte => compte.map_or(Reponse::Fini, Reponse::Compte),
                recv(limite) -> _ => Reponse::Delai,
            },
        },
        recv(b) -> compte => compte.map_or(Reponse::Fini, Reponse::Compte),
        recv(limite) -> _ => Reponse::Delai,
    }
}
