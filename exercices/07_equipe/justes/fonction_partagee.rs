//! La façon de compter est un `Arc<dyn Fn>`, que toute l'équipe partage
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::sync::Arc;
use std::thread;

type Tache = Arc<dyn Fn(&str) -> usize + Send + Sync>;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let compter: Tache = Arc::new(|texte| texte.split_whitespace().count());
    let (envoi, taches) = unbounded();
    let (rendre, comptes) = unbounded();
    let mut sortie = vec![0; textes.len()];
    for tache in textes.into_iter().enumerate() {
        envoi.send(tache).unwrap();
    }
    drop(envoi);
    for _ in 0..ouvriers {
        let (taches, rendre, compter) = (taches.clone(), rendre.clone(), Arc::clone(&compter));
        thread::spawn(move || {
            for (rang, texte) in taches {
                let texte: String = texte;
                rendre.send((rang, compter(&texte))).unwrap();
            }
        });
    }
    drop(rendre);
    for (rang, compte) in comptes {
        sortie[rang] = compte;
    }
    sortie
}
