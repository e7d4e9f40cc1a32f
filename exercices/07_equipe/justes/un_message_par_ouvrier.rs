//! Un message de fin par ouvrier, dans un canal sans tampon
//!
//! Verdict : prouvé

use crossbeam_channel::{bounded, select};
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
    let (envoi, travaux) = bounded::<Option<(usize, String)>>(0);
    let (rendu, resultats) = bounded(0);
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            while let Ok(Some((rang, texte))) = travaux.recv() {
                rendu
                    .send((rang, texte.split_whitespace().count()))
                    .unwrap();
            }
        });
    }
    drop(rendu);
    let travail = textes.into_iter().enumerate().map(Some);
    for travail in travail.chain((0..ouvriers).map(|_| None)) {
        let mut travail = Some(travail);
        // Recevoir pendant que l'équipe n'est pas libre.
        while let Some(propose) = travail.take() {
            select! {
                send(envoi, propose.clone()) -> envoye => envoye.unwrap(),
                recv(resultats) -> resultat => {
                    let (rang, compte) = resultat.unwrap();
                    comptes[rang] = compte;
                    travail = Some(propose);
                }
            }
        }
    }
    for (rang, compte) in resultats {
        comptes[rang] = compte;
    }
    comptes
}
