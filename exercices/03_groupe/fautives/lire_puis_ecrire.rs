//! Le total est lu avant de compter, écrit après
//!
//! Rejet : entrelacements, tous_les_comptes_y_sont
//! Message : tous les comptes y sont

use crossbeam_utils::sync::WaitGroup;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let groupe = WaitGroup::new();
    for &texte in textes {
        let (total, groupe) = (total.clone(), groupe.clone());
        thread::spawn(move || {
            let avant = *total.lock().unwrap();
            *total.lock().unwrap() = avant + texte.split_whitespace().count();
            drop(groupe);
        });
    }
    groupe.wait();
}
