//! Les résultats sont rangés dans leur ordre d'arrivée
//!
//! Rejet : entrelacements, deux_ouvriers_et_l_ordre_des_textes
//! Message : assertion

use crossbeam_channel::{bounded, unbounded};
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let (envoi, travaux) = unbounded();
    for texte in textes {
        envoi.send(texte).unwrap();
    }
    drop(envoi);
    let (rendu, resultats) = bounded(0);
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            for texte in travaux {
                let _ = rendu.send(texte.split_whitespace().count());
            }
        });
    }
    drop(rendu);
    resultats.iter().collect()
}
