//! L'envoi renonce si personne ne reçoit à temps
//!
//! Rejet : entrelacements, le_compte_arrive
//! Message : Err(RecvError)

use crossbeam_channel::{Receiver, bounded};
use std::thread;
use std::time::Duration;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        let compte = texte.split_whitespace().count();
        let _ = envoi.send_timeout(compte, Duration::from_secs(1));
    });
    reception
}
