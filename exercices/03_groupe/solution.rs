//! Chaque fil reçoit un clone du groupe avant d'être lancé, et le détruit
//! après son ajout, pas avant : c'est ce qui ordonne l'ajout avant la fin de
//! `wait`. `wait` détruit le clone de celui qui attend, puis attend les autres ;
//! sans texte, il n'y en a pas d'autre.

use crossbeam_utils::sync::WaitGroup;
use std::sync::{Arc, Mutex};
use std::thread;

/// Compte chaque texte dans un fil à lui, et ajoute chaque compte à `total`.
/// Ne rend la main qu'une fois tous les comptes ajoutés.
pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let groupe = WaitGroup::new();
    for &texte in textes {
        let total = total.clone();
        let groupe = groupe.clone();
        thread::spawn(move || {
            let compte = texte.split_whitespace().count();
            *total.lock().unwrap() += compte;
            drop(groupe); // après l'ajout : ce compte est arrivé
        });
    }
    groupe.wait();
}
