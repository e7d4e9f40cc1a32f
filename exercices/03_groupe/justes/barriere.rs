//! Une barrière pour tous les fils et celui qui attend
//!
//! Verdict : prouvé

use std::sync::{Arc, Barrier, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let barriere = Arc::new(Barrier::new(textes.len() + 1));
    for &texte in textes {
        let (total, barriere) = (total.clone(), barriere.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            barriere.wait();
        });
    }
    barriere.wait();
}
