//! Dormir à la place d'attendre
//!
//! Rejet : entrelacements, tous_les_comptes_y_sont
//! Message : tous les comptes y sont

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    for &texte in textes {
        let total = total.clone();
        thread::spawn(move || *total.lock().unwrap() += texte.split_whitespace().count());
    }
    thread::sleep(Duration::from_millis(20));
}
