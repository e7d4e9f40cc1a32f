//! Dormir par `park`, et regarder le compte à chaque réveil
//!
//! Verdict : prouvé

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let restants = Arc::new(AtomicUsize::new(textes.len()));
    for &texte in textes {
        let (total, restants) = (total.clone(), restants.clone());
        let attend = thread::current();
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            if restants.fetch_sub(1, Ordering::SeqCst) == 1 {
                attend.unpark();
            }
        });
    }
    while restants.load(Ordering::SeqCst) > 0 {
        thread::park();
    }
}
