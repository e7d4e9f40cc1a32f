//! Attendre chaque fil dès qu'il est lancé
//!
//! Rejet : natif, les_comptes_se_font_a_la_fois
//! Message : ne finit pas

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    thread::scope(|s| {
        textes
            .iter()
            .map(|texte| s.spawn(move || compter(texte)))
            .map(|fil| fil.join().unwrap())
            .collect()
    })
}
