//! Le dernier texte est compté sans fil
//!
//! Rejet : natif, chacun_dans_son_fil
//! Message : un autre fil que celui-ci

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    let Some((dernier, autres)) = textes.split_last() else {
        return Vec::new();
    };
    thread::scope(|s| {
        let fils: Vec<_> = autres
            .iter()
            .map(|texte| s.spawn(move || compter(texte)))
            .collect();
        let ici = compter(dernier);
        let mut comptes: Vec<_> = fils.into_iter().map(|fil| fil.join().unwrap()).collect();
        comptes.push(ici);
        comptes
    })
}
