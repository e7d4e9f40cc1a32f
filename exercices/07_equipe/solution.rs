//! Chaque texte voyage avec son rang, et chaque compte aussi : l'ordre
//! d'arrivée ne compte plus. Le canal des textes n'a pas de limite, donc tous
//! y entrent avant que le premier résultat soit lu ; avec un canal borné, il
//! faudrait les envoyer depuis un autre fil, sans quoi l'équipe attendrait que
//! l'on reçoive et nous attendrions qu'elle prenne.

use crossbeam_channel::{bounded, unbounded};
use std::thread;

/// Le nombre de mots de chaque texte, dans l'ordre des textes. `ouvriers` fils,
/// au moins un, se partagent le travail : chacun prend un texte, le compte,
/// rend le compte, et recommence tant qu'il reste des textes.
pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
    let (envoi, travaux) = unbounded();
    for travail in textes.into_iter().enumerate() {
        envoi.send(travail).unwrap(); // nous tenons encore `travaux`
    }
    drop(envoi); // fermé : l'équipe saura qu'il n'y a plus rien

    let (rendu, resultats) = bounded(0);
    for _ in 0..ouvriers {
        let (travaux, rendu) = (travaux.clone(), rendu.clone());
        thread::spawn(move || {
            for (rang, texte) in travaux {
                let compte = texte.split_whitespace().count();
                if rendu.send((rang, compte)).is_err() {
                    return;
                }
            }
        });
    }
    drop(rendu);
    for (rang, compte) in resultats {
        comptes[rang] = compte;
    }
    comptes
}
