//! Un fil intermédiaire prend le compte, et le délai passe avant qu'il le rende
//!
//! Rejet : entrelacements, aucun_compte_n_est_perdu
//! Message : le compte est resté dans

use crossbeam_channel::{Receiver, bounded};
use std::thread;
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let (envoi, reunis) = bounded(2);
    for canal in [a.clone(), b.clone()] {
        let envoi = envoi.clone();
        thread::spawn(move || {
            if let Ok(compte) = canal.recv() {
                let _ = envoi.send(compte);
            }
        });
    }
    drop(envoi);
    match reunis.recv_timeout(delai) {
        Ok(compte) => Reponse::Compte(compte),
        Err(erreur) if erreur.is_timeout() => Reponse::Delai,
        Err(_) => Reponse::Fini,
    }
}
