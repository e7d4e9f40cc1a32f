//! Demander s'il reste un texte, puis le prendre
//!
//! Rejet : entrelacements, deux_ouvriers_et_l_ordre_des_textes
//! Message : a paniqué

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let comptes = Mutex::new(vec![0; textes.len()]);
    let travail: Mutex<VecDeque<_>> = Mutex::new(textes.into_iter().enumerate().collect());
    thread::scope(|portee| {
        for _ in 0..ouvriers {
            portee.spawn(|| {
                while !travail.lock().unwrap().is_empty() {
                    let (rang, texte) = travail.lock().unwrap().pop_front().unwrap();
                    comptes.lock().unwrap()[rang] = texte.split_whitespace().count();
                }
            });
        }
    });
    comptes.into_inner().unwrap()
}
