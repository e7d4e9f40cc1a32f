//! Lire ce qui est arrivé, sans attendre la fermeture
//!
//! Rejet : entrelacements, un_seul_ouvrier
//! Message : assertion

use crossbeam_channel::unbounded;
use std::thread;
use std::time::Duration;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
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
                let _ = rendu.send((rang, texte.split_whitespace().count()));
            }
        });
    }
    thread::sleep(Duration::from_millis(20));
    for (rang, compte) in resultats.try_iter() {
        comptes[rang] = compte;
    }
    comptes
}
