//! Les deux ensemble, puis celui qui reste
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded, select};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let reste = loop {
            let (valeur, autre) = select! {
                recv(a) -> valeur => (valeur, &b),
                recv(b) -> valeur => (valeur, &a),
            };
            match valeur {
                Ok(valeur) => envoi.send(valeur).unwrap(),
                Err(_) => break autre,
            }
        };
        for valeur in reste {
            envoi.send(valeur).unwrap();
        }
    });
    sortie
}
