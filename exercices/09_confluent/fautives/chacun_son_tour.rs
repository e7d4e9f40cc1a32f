//! Une valeur de b, une valeur de a, et ainsi de suite
//!
//! Rejet : natif, plusieurs_du_meme
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        loop {
            let (de_b, de_a) = (
                b.recv().map(|v| envoi.send(v)),
                a.recv().map(|v| envoi.send(v)),
            );
            if de_a.is_err() && de_b.is_err() {
                return;
            }
        }
    });
    sortie
}
