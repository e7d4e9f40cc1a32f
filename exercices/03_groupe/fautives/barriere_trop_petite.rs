//! Une barrière qui n'attend pas celui qui attend
//!
//! Rejet : entrelacements, tous_les_comptes_y_sont
//! Message : tous les comptes y sont

use std::sync::{Arc, Barrier, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let barriere = Arc::new(Barrier::new(textes.len()));
    for &texte in textes {
        let (total, barriere) = (total.clone(), barriere.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            barriere.wait();
        });
    }
}
