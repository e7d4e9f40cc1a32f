//! Attendre le dernier d'abord, et rendre dans cet ordre
//!
//! Rejet : natif, les_comptes_sont_dans_l_ordre
//! Message : dans l'ordre

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    thread::scope(|s| {
        let mut fils: Vec<_> = textes
            .iter()
            .map(|texte| s.spawn(move || compter(texte)))
            .collect();
        let mut comptes = Vec::new();
        while let Some(fil) = fils.pop() {
            comptes.push(fil.join().unwrap());
        }
        comptes
    })
}
