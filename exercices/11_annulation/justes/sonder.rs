//! Regarder les textes et le drapeau tour à tour, en cédant la main
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TryRecvError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

pub struct Compteur {
    arret: Arc<AtomicBool>,
    fil: JoinHandle<usize>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let arret = Arc::new(AtomicBool::new(false));
    let demande = arret.clone();
    let fil = thread::spawn(move || {
        let mut compte = 0;
        loop {
            match textes.try_recv() {
                Ok(texte) => compte += texte.split_whitespace().count(),
                Err(TryRecvError::Disconnected) => return compte,
                Err(TryRecvError::Empty) if demande.load(Ordering::SeqCst) => return compte,
                Err(TryRecvError::Empty) => thread::yield_now(),
            }
        }
    });
    Compteur { arret, fil }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        self.arret.store(true, Ordering::SeqCst);
        self.fil.join().unwrap()
    }
}
