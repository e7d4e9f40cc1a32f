//! Un troisième fil garde un émetteur pour toujours
//!
//! Rejet : natif, tout_arrive_puis_se_ferme
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded, never};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    for canal in [a, b] {
        let envoi = envoi.clone();
        thread::spawn(move || canal.iter().try_for_each(|valeur| envoi.send(valeur)));
    }
    // Il attend pour toujours, avec son émetteur.
    thread::spawn(move || {
        let _ = never::<()>().recv();
        drop(envoi);
    });
    sortie
}
