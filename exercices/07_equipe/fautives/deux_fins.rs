//! Deux messages de fin, quel que soit le nombre d'ouvriers
//!
//! Rejet : natif, trois_ouvriers
//! Message : ne finit pas

use crossbeam_channel::unbounded;
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
    let (envoi, travaux) = unbounded::<Option<(usize, String)>>();
    let (rendu, resultats) = unbounded();
    for travail in textes.into_iter().enumerate() {
        envoi.send(Some(travail)).unwrap();
    }
    for _ in 0..2 {
        envoi.send(None).unwrap();
    }
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            while let Ok(Some((rang, texte))) = travaux.recv() {
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
