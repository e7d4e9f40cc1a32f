//! Exercice 5 : un fil lit, un autre compte

use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;

/// Combien de fois chaque mot se trouve.
pub type Frequences = BTreeMap<&'static str, usize>;

/// Envoie un par un les mots de `texte`. S'arrête, sans paniquer, quand plus
/// personne ne peut les recevoir.
pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    todo!("envoyer chaque mot de {texte:?}")
}

/// Reçoit des mots jusqu'à la fermeture du canal, et compte chacun.
pub fn consommer(mots: Receiver<&'static str>) -> Frequences {
    todo!("compter chaque mot reçu")
}

/// Les mots de `texte` : un fil les produit, celui-ci les consomme, un canal
/// sans tampon les relie.
pub fn frequences(texte: &'static str) -> Frequences {
    todo!("relier le producteur et le consommateur")
}
