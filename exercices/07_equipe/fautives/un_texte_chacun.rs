//! Chaque ouvrier prend un texte, et ne recommence pas
//!
//! Rejet : natif, un_seul_ouvrier
//! Message : [2, 0, 1]

use crossbeam_channel::{bounded, unbounded};
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
    let (envoi, travaux) = unbounded::<(usize, String)>();
    for travail in textes.into_iter().enumerate() {
        envoi.send(travail).unwrap();
    }
    drop(envoi);
    let (rendu, resultats) = bounded(0);
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            if let Ok((rang, texte)) = travaux.recv() {
                let _ = rendu.send((rang, texte.split_whitespace().count()));
            }
        });
    }
    drop(rendu);
    for (rang, compte) in resultats {
        comptes[rang] = compte;
    }
    comptes
}
