//! Attendre deux messages au plus : le troisième fil est oublié
//!
//! Rejet : entrelacements, trois_textes_s_ajoutent
//! Message : chaque compte s'ajoute

use crossbeam_channel::unbounded;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let (fini, finis) = unbounded();
    for &texte in textes {
        let (total, fini) = (total.clone(), fini.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            let _ = fini.send(());
        });
    }
    drop(fini);
    let _ = (finis.recv(), finis.recv());
}
