//! Attendre une valeur de chacun avant d'en envoyer une
//!
//! Rejet : natif, aucun_canal_n_attend_l_autre
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        for (de_a, de_b) in a.iter().zip(b.iter()) {
            let _ = (envoi.send(de_a), envoi.send(de_b));
        }
    });
    sortie
}
