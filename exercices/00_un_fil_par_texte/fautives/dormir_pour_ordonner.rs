//! Dormir plus ou moins longtemps, pour que les comptes arrivent dans l'ordre
//!
//! Rejet : entrelacements, les_comptes_sont_dans_l_ordre
//! Message : dans l'ordre

use crossbeam_channel::unbounded;
use std::thread;
use std::time::Duration;

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter;
    let (envoi, reception) = unbounded();
    thread::scope(|s| {
        let mut fils = Vec::new();
        for (rang, texte) in (0..).zip(textes) {
            let envoi = envoi.clone();
            fils.push(s.spawn(move || {
                let compte = compter(texte);
                thread::sleep(Duration::from_millis(50 * rang));
                envoi.send(compte).unwrap();
            }));
        }
        for fil in fils {
            fil.join().unwrap();
        }
    });
    drop(envoi);
    reception.iter().collect()
}
