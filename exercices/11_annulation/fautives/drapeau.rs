//! Un drapeau, lu seulement entre deux textes
//!
//! Rejet : entrelacements, l_arret_n_attend_pas_un_texte
//! Message : interblocage

use crossbeam_channel::{Receiver, bounded};
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
        while !demande.load(Ordering::SeqCst) {
            match textes.recv() {
                Ok(texte) => compte += texte.split_whitespace().count(),
                Err(_) => break,
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
