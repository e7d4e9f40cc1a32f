//! Exercice 4 : ne pas attendre plus longtemps

use crossbeam_channel::{Receiver, after, never, select};
use std::time::Duration;

/// Ce qu'a donné l'attente.
#[derive(Debug, PartialEq)]
pub enum Reponse {
    /// Un compte est arrivé.
    Compte(usize),
    /// Rien n'est arrivé à temps.
    Delai,
    /// Les deux canaux sont épuisés : rien n'arrivera plus.
    Fini,
}

/// Attend le premier compte de `a` ou de `b`, pendant `delai` au plus. Un canal
/// fermé n'empêche pas d'attendre l'autre.
pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    todo!("attendre le premier compte")
}
