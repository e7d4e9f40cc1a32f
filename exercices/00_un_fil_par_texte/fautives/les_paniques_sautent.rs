//! Un texte illisible disparaît, au lieu de compter pour 0
//!
//! Rejet : natif, un_texte_illisible_compte_pour_zero
//! Message : left

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    thread::scope(|s| {
        let fils: Vec<_> = textes
            .iter()
            .map(|texte| s.spawn(move || compter(texte)))
            .collect();
        fils.into_iter().filter_map(|fil| fil.join().ok()).collect()
    })
}
