//! Une chaîne de trois étapes : ouvrir, réduire, afficher

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (envoi, ouvertes) = bounded(1);
    let (rendu, reduites) = bounded(1);
    thread::scope(|s| {
        s.spawn(move || {
            for photo in ["lac", "pont", "tour"] {
                if envoi.send(photo).is_err() {
                    return; // plus personne en aval
                }
            }
        });
        s.spawn(move || {
            for photo in ouvertes {
                if rendu.send(format!("mini-{photo}")).is_err() {
                    return;
                }
            }
        });
        for mini in reduites {
            println!("{mini}");
        }
    });
}
