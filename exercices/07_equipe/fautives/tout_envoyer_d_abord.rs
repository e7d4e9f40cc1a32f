//! Tout envoyer avant de lire le premier résultat
//!
//! Rejet : natif, un_seul_ouvrier
//! Message : ne finit pas

use crossbeam_channel::{bounded, unbounded};
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
    drop((rendu, travaux));
    // Un ouvrier qui tient un résultat ne prend plus de texte.
    for travail in textes.into_iter().enumerate() {
        envoi.send(travail).unwrap();
    }
    drop(envoi);
    for (rang, compte) in resultats {
        comptes[rang] = compte;
    }
    comptes
}
