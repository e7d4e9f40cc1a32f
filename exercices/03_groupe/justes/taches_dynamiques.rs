//! Des tâches partagées par `Arc<dyn Fn>`
//!
//! Verdict : prouvé

use std::sync::{Arc, Mutex};
use std::thread;

type Tache = Arc<dyn Fn(&str) + Send + Sync>;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let total = Arc::clone(total);
    let tache: Tache = Arc::new(move |texte| {
        *total.lock().unwrap() += texte.split_whitespace().count();
    });
    let lancer = |texte: &&'static str| {
        let (tache, texte) = (Arc::clone(&tache), *texte);
        thread::spawn(move || tache(texte))
    };
    let fils: Vec<_> = textes.iter().map(lancer).collect();
    for fil in fils {
        fil.join().unwrap();
    }
}
