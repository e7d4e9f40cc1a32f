//! Exercice 11 : arrêter un travail en cours

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
    todo!("un fil qui compte, et qu'on peut arrêter")
}

impl Compteur {
    /// Arrête le fil, l'attend, et rend son compte : tous les textes qu'il a
    /// reçus y sont.
    pub fn arreter(self) -> usize {
        todo!("demander l'arrêt, puis attendre")
    }
}
