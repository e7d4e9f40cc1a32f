//! Un nombre de fils restants, sous une condition
//!
//! Verdict : prouvé

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let restants = Arc::new((Mutex::new(textes.len()), Condvar::new()));
    for &texte in textes {
        let (total, restants) = (total.clone(), restants.clone());
        thread::spawn(move || {
            *total.lock().unwrap() += texte.split_whitespace().count();
            *restants.0.lock().unwrap() -= 1;
            restants.1.notify_one();
        });
    }
    let restants_ici = restants.0.lock().unwrap();
    drop(
        restants
            .1
            .wait_while(restants_ici, |restants| *restants > 0)
            .unwrap(),
    );
}
