//! `select!` attend les deux à la fois. Un canal fermé étant toujours prêt, on
//! le remplace par `never()` : sa branche n'est plus choisie, et l'autre
//! continue. Deux fils, un par canal, chacun avec un clone de l'émetteur,
//! conviennent aussi ; le canal rendu se ferme alors quand les deux ont fini.

use crossbeam_channel::{Receiver, bounded, never, select};
use std::thread;

/// Un canal sans tampon qui donne tout ce qui arrive de `a` et de `b`, dès que
/// cela arrive. Il se ferme quand les deux sont fermés.
pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let (mut a, mut b) = (a, b);
        let mut ouverts = 2;
        while ouverts > 0 {
            let (valeur, canal) = select! {
                recv(a) -> valeur => (valeur, &mut a),
                recv(b) -> valeur => (valeur, &mut b),
            };
            match valeur {
                Ok(valeur) => {
                    if envoi.send(valeur).is_err() {
                        return;
                    }
                }
                Err(_) => {
                    *canal = never();
                    ouverts -= 1;
                }
            }
        }
    });
    sortie
}
