//! La portée remplace le groupe d'attente, et laisse les fils emprunter ce qu'on
//! leur donne. `drop(envoi)` tient lieu de `close` : le canal se ferme quand
//! son dernier émetteur est détruit. La table est dans le verrou, que la garde
//! temporaire rend au point-virgule ; la mesure, elle, se fait avant.

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

/// Combien de textes ont chaque longueur, celle que rend `mesurer`. `n` fils, au
/// moins un, prennent les textes et les mesurent.
pub fn histogramme(
    textes: &[&str],
    n: usize,
    mesurer: impl Fn(&str) -> usize + Sync,
) -> BTreeMap<usize, usize> {
    let (envoi, travaux) = bounded(0);
    let combien = Mutex::new(BTreeMap::new());
    thread::scope(|s| {
        for _ in 0..n {
            let travaux = travaux.clone();
            s.spawn(|| {
                for texte in travaux {
                    let longueur = mesurer(texte);
                    *combien.lock().unwrap().entry(longueur).or_default() += 1;
                }
            });
        }
        for texte in textes {
            envoi.send(*texte).unwrap();
        }
        drop(envoi); // tient lieu de close(travaux)
    });
    combien.into_inner().unwrap()
}
