//! Dormir à la place d'attendre la fin du fil
//!
//! Rejet : entrelacements, ce_qui_est_recu_est_compte
//! Message : le texte reçu est compté

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub struct Compteur {
    arret: Sender<()>,
    compte: Arc<Mutex<usize>>,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded::<()>(0);
    let compte = Arc::new(Mutex::new(0));
    let total = compte.clone();
    thread::spawn(move || {
        loop {
            select! {
                recv(textes) -> texte => match texte {
                    Ok(texte) => *total.lock().unwrap() += texte.split_whitespace().count(),
                    Err(_) => return,
                },
                recv(arrete) -> _ => return,
            }
        }
    });
    Compteur { arret, compte }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        drop(self.arret);
        thread::sleep(Duration::from_millis(20));
        *self.compte.lock().unwrap()
    }
}
