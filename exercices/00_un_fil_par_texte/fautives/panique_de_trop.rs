//! La panique d'un fil devient celle de qui l'attend
//!
//! Rejet : natif, un_texte_illisible_compte_pour_zero
//! Message : texte illisible

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    thread::scope(|s| {
        let fils: Vec<_> = textes
            .iter()
            .map(|texte| s.spawn(move || compter(texte)))
            .collect();
        fils.into_iter().map(|fil| fil.join().unwrap()).collect()
    })
}
