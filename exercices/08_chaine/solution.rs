//! Les deux fins se propagent seules. Vers l'aval : l'entrée se ferme, la
//! boucle `for` s'arrête, le fil finit et détruit `envoi`, donc la sortie se
//! ferme. Vers l'amont : plus personne ne lit, `send` rend une erreur, le fil
//! finit et détruit `entree` ; l'étape d'avant le verra à son tour.

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
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        for valeur in entree {
            if envoi.send(transformer(valeur)).is_err() {
                return;
            }
        }
    });
    sortie
}
