//! Exercice 3 : attendre tous les comptes

use crossbeam_utils::sync::WaitGroup;
use std::sync::{Arc, Mutex};
use std::thread;

/// Compte chaque texte dans un fil à lui, et ajoute chaque compte à `total`.
/// Ne rend la main qu'une fois tous les comptes ajoutés.
pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    for &texte in textes {
        let total = total.clone();
        thread::spawn(move || {
            let compte = texte.split_whitespace().count();
            *total.lock().unwrap() += compte;
        });
    }
    // Ici, rien n'attend les fils : ajoutez un groupe d'attente.
}
