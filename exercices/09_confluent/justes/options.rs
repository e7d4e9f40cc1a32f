//! Un canal fermé devient `None`, et `never()` le remplace
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded, never, select_biased};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let (mut a, mut b) = (Some(a), Some(b));
        let muet = never();
        while a.is_some() || b.is_some() {
            let valeur = select_biased! {
                recv(a.as_ref().unwrap_or(&muet)) -> valeur => {
                    if valeur.is_err() {
                        a = None;
                    }
                    valeur
                }
                recv(b.as_ref().unwrap_or(&muet)) -> valeur => {
                    if valeur.is_err() {
                        b = None;
                    }
                    valeur
                }
            };
            if valeur.is_ok_and(|valeur| envoi.send(valeur).is_err()) {
                return;
            }
        }
    });
    sortie
}
