//! Le canal se ferme quand son dernier émetteur est détruit. Ici il n'y en a
//! qu'un : il entre dans `produire`, qui le détruit en finissant, et la boucle
//! `for` du consommateur s'arrête d'elle-même. `send` rend une erreur quand
//! plus personne ne peut recevoir : c'est le signal d'arrêt du producteur.

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;

/// Combien de fois chaque mot se trouve.
pub type Frequences = BTreeMap<&'static str, usize>;

/// Envoie un par un les mots de `texte`. S'arrête, sans paniquer, quand plus
/// personne ne peut les recevoir.
pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    for mot in texte.split_whitespace() {
        if mots.send(mot).is_err() {
            return;
        }
    }
}

/// Reçoit des mots jusqu'à la fermeture du canal, et compte chacun.
pub fn consommer(mots: Receiver<&'static str>) -> Frequences {
    let mut frequences = Frequences::new();
    for mot in mots {
        *frequences.entry(mot).or_default() += 1;
    }
    frequences
}

/// Les mots de `texte` : un fil les produit, celui-ci les consomme, un canal
/// sans tampon les relie.
pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    thread::spawn(move || produire(texte, envoi));
    consommer(mots)
}
