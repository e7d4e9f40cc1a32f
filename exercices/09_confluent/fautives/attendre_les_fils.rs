//! Attendre les fils avant de rendre le récepteur
//!
//! Rejet : natif, tout_arrive_puis_se_ferme
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::scope(|portee| {
        for canal in [a, b] {
            let envoi = envoi.clone();
            portee.spawn(move || canal.iter().try_for_each(|valeur| envoi.send(valeur)));
        }
    });
    sortie
}
