//! Le compte revient par un canal, et non par la fin du fil
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread;

pub struct Compteur {
    arret: Sender<()>,
    compte: Receiver<usize>,
}

fn compter(textes: &Receiver<&'static str>, arrete: &Receiver<()>) -> usize {
    let mut compte = 0;
    loop {
        select! {
            recv(textes) -> texte => match texte {
                Ok(texte) => compte += texte.split_whitespace().count(),
                Err(_) => return compte,
            },
            recv(arrete) -> _ => return compte,
        }
    }
}

pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded(0);
    let (rendu, compte) = bounded(1);
    thread::spawn(move || rendu.send(compter(&textes, &arrete)));
    Compteur { arret, compte }
}

impl Compteur {
    pub fn arreter(self) -> usize {
        drop(self.arret);
        self.compte.recv().unwrap()
    }
}
