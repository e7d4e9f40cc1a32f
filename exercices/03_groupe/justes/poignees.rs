//! Garder chaque fil, et les attendre un par un
//!
//! Verdict : prouvé

use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let mut fils = Vec::new();
    for &texte in textes {
        let total = total.clone();
        fils.push(thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
        }));
    }
    for fil in fils {
        fil.join().unwrap();
    }
}
