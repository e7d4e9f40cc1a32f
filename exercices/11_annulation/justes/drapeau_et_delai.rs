//! Un drapeau, lu au moins à chaque expiration d'un court délai
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, RecvTimeoutError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub struct Compteur {
    arret: Arc<AtomicBool>,
    fil: JoinHandle<usize>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let arret = Arc::new(AtomicBool::new(false));
    let demande = arret.clone();
    let fil = thread::spawn(move || {
        let mut compte = 0;
        while !demande.load(Ordering::SeqCst) {
            match textes.recv_timeout(Duration::from_millis(1)) {
                Ok(texte) => compte += texte.split_whitespace().count(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        compte
    });
    Compteur { arret, fil }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        self.arret.store(true, Ordering::SeqCst);
        self.fil.join().unwrap()
    }
}
