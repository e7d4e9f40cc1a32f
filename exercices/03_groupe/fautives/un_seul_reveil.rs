//! Dormir une fois, alors que le premier fil fini réveille
//!
//! Rejet : entrelacements, tous_les_comptes_y_sont
//! Message : tous les comptes y sont

use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    for &texte in textes {
        let total = total.clone();
        let attend = thread::current();
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            attend.unpark();
        });
    }
    if !textes.is_empty() {
        thread::park();
    }
}
