//! Chaque fil emprunte la case de son résultat
//!
//! Verdict : prouvé

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    let mut comptes = vec![0; textes.len()];
    thread::scope(|s| {
        let fils: Vec<_> = comptes
            .iter_mut()
            .zip(textes)
            .map(|(case, texte)| s.spawn(move || *case = compter(texte)))
            .collect();
        for fil in fils {
            fil.join().unwrap();
        }
    });
    comptes
}
