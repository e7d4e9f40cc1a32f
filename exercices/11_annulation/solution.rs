//! Personne n'envoie jamais rien sur le canal d'arrêt : c'est sa fermeture qui
//! est le signal, et un canal fermé reste prêt pour toujours. `select!` attend
//! le texte et l'arrêt ensemble ; un drapeau ne serait lu qu'entre deux textes.
//! Puis `join` attend le compte : sans lui, on lirait un total encore en route.

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread::{self, JoinHandle};

/// Un fil qui compte les mots des textes qu'il reçoit, jusqu'à son arrêt.
pub struct Compteur {
    // Ce qu'il faut pour demander l'arrêt, et pour attendre le fil.
    arret: Sender<()>,
    fil: JoinHandle<usize>,
}

/// Lance le fil. Il additionne les mots de chaque texte reçu, et finit quand
/// `textes` est épuisé ou quand on l'arrête, même si aucun texte n'arrive.
pub fn lancer(textes: Receiver<&'static str>) -> Compteur {
    let (arret, arrete) = bounded(0);
    let fil = thread::spawn(move || {
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
    });
    Compteur { arret, fil }
}

impl Compteur {
    /// Arrête le fil, l'attend, et rend son compte : tous les textes qu'il a
    /// reçus y sont.
    pub fn arreter(self) -> usize {
        drop(self.arret);
        self.fil.join().unwrap()
    }
}
