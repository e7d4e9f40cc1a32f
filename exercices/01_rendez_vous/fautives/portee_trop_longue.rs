//! Une portée attend son fil : la fonction ne rend pas la main
//!
//! Rejet : natif, le_compte_arrive
//! Message : ne finit pas

use crossbeam_channel::{Receiver, bounded};
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::scope(|portee| {
        portee.spawn(|| envoi.send(texte.split_whitespace().count()));
    });
    reception
}
