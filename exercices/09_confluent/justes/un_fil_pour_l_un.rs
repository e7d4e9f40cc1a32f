//! Un fil verse a, et en lance un second pour b
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

fn verser(canal: Receiver<usize>, envoi: &Sender<usize>) {
    while let Ok(valeur) = canal.recv() {
        if envoi.send(valeur).is_err() {
            break;
        }
    }
}

pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    let (envoi, sortie) = bounded(0);
    thread::spawn(move || {
        let envoi_de_b = envoi.clone();
        let autre = thread::spawn(move || verser(b, &envoi_de_b));
        verser(a, &envoi);
        let _ = autre.join();
    });
    sortie
}
