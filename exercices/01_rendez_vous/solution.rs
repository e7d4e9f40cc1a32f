//! L'émetteur part dans le fil avec `move`, et y est détruit après l'envoi :
//! c'est ce qui ferme le canal. Le récepteur, lui, est rendu tout de suite,
//! avant que le compte soit prêt. Celui qui appelle `recv` attendra ; c'est le
//! rendez-vous qui fait l'attente, et aucun `join` n'est nécessaire.

use crossbeam_channel::{Receiver, bounded};
use std::thread;

/// Compte les mots de `texte` dans un autre fil. Rend le récepteur du canal
/// sans tampon par lequel le compte arrivera.
pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        // Si plus personne n'attend ce compte, il n'y a rien à faire de plus.
        let _ = envoi.send(mots(texte));
    });
    reception
}

/// Le nombre de mots de `texte`.
pub fn mots(texte: &str) -> usize {
    texte.split_whitespace().count()
}
