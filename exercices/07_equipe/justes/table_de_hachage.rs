//! Les comptes dans une `HashMap`, relue dans l'ordre des rangs
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::collections::HashMap;
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let combien = textes.len();
    let (envoi, travaux) = unbounded::<(usize, String)>();
    for travail in textes.into_iter().enumerate() {
        envoi.send(travail).unwrap();
    }
    drop(envoi);
    let (rendu, resultats) = unbounded();
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            for (rang, texte) in travaux {
                rendu
                    .send((rang, texte.split_whitespace().count()))
                    .unwrap();
            }
        });
    }
    drop(rendu);
    let comptes: HashMap<usize, usize> = resultats.iter().collect();
    (0..combien).map(|rang| comptes[&rang]).collect()
}
