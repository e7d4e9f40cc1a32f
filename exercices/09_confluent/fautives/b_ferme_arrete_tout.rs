//! b fermé arrête tout, a fermé non
//!
//! Rejet : entrelacements, tout_arrive_puis_se_ferme
//! Message : [1, 2]

use crossbeam_channel::{Receiver, bounded, never, select};
use std::thread;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let mut a = a;
        loop {
            select! {
                recv(a) -> valeur => match valeur {
                    Ok(valeur) => { let _ = envoi.send(valeur); }
                    Err(_) => a = never(),
                },
                recv(b) -> valeur => match valeur {
                    Ok(valeur) => { let _ = envoi.send(valeur); }
                    Err(_) => return,
                },
            }
        }
    });
    sortie
}
