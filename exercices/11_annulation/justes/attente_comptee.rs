//! Un drapeau lu à chaque tour, et des pauses de plus en plus longues
//!
//! Verdict : non prouvé

use crossbeam_channel::{Receiver, TryRecvError};
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
    let demande = Arc::clone(&arret);
    let fil = thread::spawn(move || {
        let (mut compte, mut tours) = (0, 0);
        while !demande.load(Ordering::SeqCst) {
            match textes.try_recv() {
                Ok(texte) => compte += texte.split_whitespace().count(),
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => {
                    tours += 1;
                    thread::sleep(Duration::from_micros(tours));
                }
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
