//! Un canal de la bibliothèque standard entre le compteur et l'envoi
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, bounded};
use std::sync::mpsc;
use std::thread;

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    let (compte, comptes) = mpsc::channel();
    thread::spawn(move || compte.send(texte.split_whitespace().count()));
    thread::spawn(move || comptes.iter().try_for_each(|compte| envoi.send(compte)));
    reception
}
