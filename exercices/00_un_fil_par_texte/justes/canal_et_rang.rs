//! Chaque fil envoie son rang et son compte par un canal
//!
//! Verdict : prouvé

use crossbeam_channel::unbounded;
use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    let mut comptes = vec![0; textes.len()];
    thread::scope(|s| {
        let (envoi, reception) = unbounded();
        let mut fils = Vec::new();
        for (rang, texte) in textes.iter().enumerate() {
            let envoi = envoi.clone();
            fils.push(s.spawn(move || envoi.send((rang, compter(texte)))));
        }
        drop(envoi);
        for (rang, compte) in reception {
            comptes[rang] = compte;
        }
        for fil in fils {
            fil.join().unwrap().unwrap();
        }
    });
    comptes
}
