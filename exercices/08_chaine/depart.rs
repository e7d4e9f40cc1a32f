//! Exercice 8 : une chaîne d'étapes

use crossbeam_channel::{Receiver, bounded};
use std::thread;

/// Une étape d'une chaîne : un fil reçoit chaque valeur de `entree`, la
/// transforme, et l'envoie aussitôt par le canal sans tampon rendu. L'étape
/// finit quand son entrée est épuisée, ou quand plus personne ne lit sa sortie.
pub fn etape<A, B>(entree: Receiver<A>, transformer: fn(A) -> B) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    todo!("un fil qui reçoit, transforme, envoie")
}
