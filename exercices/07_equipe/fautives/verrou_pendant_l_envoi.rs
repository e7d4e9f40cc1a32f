//! Le verrou du travail est tenu pendant l'envoi du résultat
//!
//! Rejet : entrelacements, un_seul_ouvrier
//! Message : interblocage

use crossbeam_channel::bounded;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
    let restant = Arc::new(Mutex::new(VecDeque::from_iter(
        textes.into_iter().enumerate(),
    )));
    let (rendu, resultats) = bounded(0);
    for _ in 0..ouvriers {
        let (restant, rendu) = (restant.clone(), rendu.clone());
        thread::spawn(move || {
            loop {
                let mut restant = restant.lock().unwrap();
                let Some((rang, texte)) = restant.pop_front() else {
                    return;
                };
                let _ = rendu.send((rang, texte.split_whitespace().count()));
            }
        });
    }
    drop(rendu);
    // Demande s'il reste du travail avant de recevoir : l'ouvrier, lui, tient le
    // verrou et attend que l'on reçoive.
    while !restant.lock().unwrap().is_empty() {
        if let Ok((rang, compte)) = resultats.recv() {
            comptes[rang] = compte;
        }
    }
    for (rang, compte) in resultats {
        comptes[rang] = compte;
    }
    comptes
}
