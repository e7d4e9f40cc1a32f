//! Un total sous verrou, lu après la fin du fil
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub struct Compteur {
    arret: Option<Sender<()>>,
    compte: Arc<Mutex<usize>>,
    fil: JoinHandle<()>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded::<()>(0);
    let compte = Arc::new(Mutex::new(0));
    let total = compte.clone();
    let fil = thread::spawn(move || {
        while let Ok(texte) = select! {
            recv(textes) -> texte => texte,
            recv(arrete) -> _ => return,
        } {
            *total.lock().unwrap() += texte.split_whitespace().count();
        }
    });
    Compteur {
        arret: Some(arret),
        compte,
        fil,
    }
}

impl Compteur {
    pub fn arreter(mut self) -> usize {
        self.arret = None;
        self.fil.join().unwrap();
        *self.compte.lock().unwrap()
    }
}
