//! Une place de plus dans la sortie
//!
//! Rejet : natif, la_sortie_est_sans_tampon
//! Message : Some(1)

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(1);
    for canal in [a, b] {
        let envoi = envoi.clone();
        thread::spawn(move || canal.iter().try_for_each(|valeur| envoi.send(valeur)));
    }
    sortie
}
