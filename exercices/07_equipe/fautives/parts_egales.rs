//! Des parts égales : la division oublie le reste
//!
//! Rejet : natif, un_texte_de_plus_que_d_ouvriers
//! Message : [1, 2, 0]

use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let equipe = ouvriers.min(textes.len()).max(1);
    let part = (textes.len() / equipe).max(1);
    let mut comptes = Vec::new();
    thread::scope(|portee| {
        let fils: Vec<_> = textes
            .chunks(part)
            .take(equipe)
            .map(|part| {
                portee.spawn(|| {
                    let mots = part.iter().map(|texte| texte.split_whitespace().count());
                    mots.collect::<Vec<_>>()
                })
            })
            .collect();
        for fil in fils {
            comptes.extend(fil.join().unwrap());
        }
    });
    comptes
}
