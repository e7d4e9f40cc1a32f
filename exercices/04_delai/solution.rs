//! Le délai est créé une seule fois, avant la boucle : créé dans `select!`, il
//! repartirait de zéro à chaque tour. Un canal fermé est toujours prêt ; on le
//! remplace par `never()`, un canal qui ne l'est jamais, et l'autre branche
//! garde sa chance.

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
    let limite = after(delai);
    let (mut a, mut b) = (a.clone(), b.clone());
    let mut ouverts = 2;
    while ouverts > 0 {
        let ferme = select! {
            recv(a) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => &mut a,
            },
            recv(b) -> compte => match compte {
                Ok(compte) => return Reponse::Compte(compte),
                Err(_) => &mut b,
            },
            recv(limite) -> _ => return Reponse::Delai,
        };
        *ferme = never();
        ouverts -= 1;
    }
    Reponse::Fini
}
