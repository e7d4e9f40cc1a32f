//! Finir dès que les deux canaux sont vides
//!
//! Rejet : entrelacements, tout_arrive_puis_se_ferme
//! Message : [1, 2]

use crossbeam_channel::{Receiver, bounded};
use std::thread;
use std::time::Duration;

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        while let Ok(valeur) = a.try_recv().or_else(|_| b.try_recv()) {
            let _ = envoi.send(valeur);
            thread::sleep(Duration::from_millis(20));
        }
    });
    sortie
}
