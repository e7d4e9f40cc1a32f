//! Un groupe d'attente à la place de `join`, un total atomique
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded, select};
use crossbeam_utils::sync::WaitGroup;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub struct Compteur {
    arret: Sender<()>,
    compte: Arc<AtomicUsize>,
    groupe: WaitGroup,
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded::<()>(0);
    let (compte, groupe) = (Arc::new(AtomicUsize::new(0)), WaitGroup::new());
    let (total, membre) = (compte.clone(), groupe.clone());
    thread::spawn(move || {
        loop {
            select! {
                recv(textes) -> texte => match texte {
                    Ok(texte) => {
                        total.fetch_add(texte.split_whitespace().count(), Ordering::SeqCst);
                    }
                    Err(_) => break,
                },
                recv(arrete) -> _ => break,
            }
        }
        drop(membre);
    });
    Compteur {
        arret,
        compte,
        groupe,
    }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        drop(self.arret);
        self.groupe.wait();
        self.compte.load(Ordering::SeqCst)
    }
}
