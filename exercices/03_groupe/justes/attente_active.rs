//! Regarder le nombre de fils restants, en cédant la main
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let finis = Arc::new(AtomicUsize::new(0));
    for &texte in textes {
        let (total, finis) = (total.clone(), finis.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            finis.fetch_add(1, Ordering::SeqCst);
        });
    }
    while finis.load(Ordering::SeqCst) < textes.len() {
        thread::yield_now();
    }
}
