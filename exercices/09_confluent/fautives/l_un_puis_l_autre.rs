//! Vider le premier canal avant d'écouter le second
//!
//! Rejet : natif, aucun_canal_n_attend_l_autre
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded, select};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        for valeur in a.iter().chain(b.iter()) {
            let _ = envoi.send(valeur);
        }
    });
    sortie
}
