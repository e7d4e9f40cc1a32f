//! Un confluent : un relais par source, une seule sortie

use crossbeam_channel::{Receiver, bounded, unbounded};
use std::thread;

/// Une source, fermée dès qu'elle a tout déposé.
fn source(photos: &[&'static str]) -> Receiver<&'static str> {
    let (envoi, sortie) = unbounded();
    for photo in photos {
        envoi.send(*photo).unwrap();
    }
    sortie
}

fn reunir(sources: [Receiver<&'static str>; 2]) -> Receiver<&'static str> {
    let (envoi, sortie) = bounded(0);
    for source in sources {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for photo in source {
                if envoi.send(photo).is_err() {
                    return; // plus personne ne lit
                }
            }
        });
    }
    sortie // `envoi` est détruit ici : il reste ceux des relais
}

fn main() {
    let sources = [source(&["lac", "pont"]), source(&["chat"])];
    for photo in reunir(sources) {
        println!("{photo}");
    }
    println!("sources épuisées");
}
