//! Une équipe de deux ouvriers, des résultats dans l'ordre

use crossbeam_channel::{bounded, unbounded};
use std::collections::BTreeMap;
use std::thread;

fn reduire(photo: &str) -> String {
    format!("mini-{photo}")
}

fn main() {
    let (envoi, travaux) = unbounded();
    let (rendu, resultats) = bounded(0);
    thread::scope(|s| {
        for _ in 0..2 {
            let (travaux, rendu) = (&travaux, rendu.clone());
            s.spawn(move || {
                for (rang, photo) in travaux {
                    rendu.send((rang, reduire(photo))).unwrap();
                }
            });
        }
        drop(rendu); // il reste un émetteur par ouvrier
        for travail in ["lac", "pont"].into_iter().enumerate() {
            envoi.send(travail).unwrap();
        }
        drop(envoi); // plus de travaux

        let mut en_avance = BTreeMap::new();
        let mut attendu = 0;
        for (rang, mini) in resultats {
            en_avance.insert(rang, mini);
            while let Some(mini) = en_avance.remove(&attendu) {
                println!("{mini}");
                attendu += 1;
            }
        }
    });
}
