//! Attendre deux messages, quel que soit le nombre de textes
//!
//! Rejet : natif, aucun_texte
//! Message : ne finit pas

use crossbeam_channel::unbounded;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let (fini, finis) = unbounded();
    for &texte in textes {
        let (total, fini) = (total.clone(), fini.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            let _ = fini.send(());
        });
    }
    for _ in 0..2 {
        finis.recv().unwrap();
    }
}
