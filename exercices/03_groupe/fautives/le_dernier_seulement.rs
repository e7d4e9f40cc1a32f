//! Attendre le dernier fil lancé, et lui seul
//!
//! Rejet : entrelacements, tous_les_comptes_y_sont
//! Message : tous les comptes y sont

use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let mut dernier = None;
    for &texte in textes {
        let total = total.clone();
        dernier = Some(thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
        }));
    }
    if let Some(dernier) = dernier {
        dernier.join().unwrap();
    }
}
