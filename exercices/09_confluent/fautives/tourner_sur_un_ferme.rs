//! Un canal fermé est toujours prêt : la boucle tourne sans fin
//!
//! Rejet : natif, tout_arrive_puis_se_ferme
//! Message : ne finit pas

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
            if let Ok(valeur) = valeur {
                let _ = envoi.send(valeur);
            }
        }
    });
    sortie
}
