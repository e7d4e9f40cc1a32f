//! Un clone du groupe reste chez celui qui attend
//!
//! Rejet : natif, tous_les_comptes_y_sont
//! Message : ne finit pas

use crossbeam_utils::sync::WaitGroup;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let groupe = WaitGroup::new();
    let mut inscrits = Vec::new();
    for &texte in textes {
        let (total, inscrit) = (total.clone(), groupe.clone());
        inscrits.push(inscrit.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            drop(inscrit);
        });
    }
    groupe.wait();
    drop(inscrits);
}
