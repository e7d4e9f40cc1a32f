//! Deux canaux sans tampon, et un fil pour envoyer les textes
//!
//! Verdict : prouvé

use crossbeam_channel::bounded;
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
    let (envoi, travaux) = bounded::<(usize, String)>(0);
    let (rendu, resultats) = bounded(0);
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            for (rang, texte) in travaux {
                let _ = rendu.send((rang, texte.split_whitespace().count()));
            }
        });
    }
    drop((travaux, rendu));
    thread::spawn(move || {
        textes
            .into_iter()
            .enumerate()
            .try_for_each(|t| envoi.send(t))
    });
    for (rang, compte) in resultats {
        comptes[rang] = compte;
    }
    comptes
}
