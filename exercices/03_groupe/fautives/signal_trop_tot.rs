//! Quitter le groupe avant d'avoir ajouté son compte
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
            let compte = texte.split_whitespace().count();
            drop(groupe);
            *total.lock().unwrap() += compte;
        });
    }
    groupe.wait();
}
