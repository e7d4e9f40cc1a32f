//! Un atomique par texte
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let comptes: Vec<_> = textes.iter().map(|_| AtomicUsize::new(0)).collect();
    let compter = &compter;
    thread::scope(|s| {
        let mut fils = Vec::new();
        for (compte, texte) in comptes.iter().zip(textes) {
            fils.push(s.spawn(move || compte.store(compter(texte), Ordering::SeqCst)));
        }
        fils.into_iter().for_each(|fil| fil.join().unwrap());
    });
    comptes.into_iter().map(AtomicUsize::into_inner).collect()
}
