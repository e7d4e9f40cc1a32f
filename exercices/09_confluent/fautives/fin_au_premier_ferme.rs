//! Le premier canal fermé arrête tout
//!
//! Rejet : entrelacements, tout_arrive_puis_se_ferme
//! Message : [1, 2]

use crossbeam_channel::{Receiver, bounded, select};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        loop {
            let valeur = select! {
                recv(a) -> valeur => valeur,
                recv(b) -> valeur => valeur,
            };
            match valeur {
                Ok(valeur) => envoi.send(valeur).unwrap_or(()),
                Err(_) => return,
            }
        }
    });
    sortie
}
