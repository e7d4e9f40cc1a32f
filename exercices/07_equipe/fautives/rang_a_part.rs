//! Le texte et son rang sont pris sous deux verrous différents
//!
//! Rejet : entrelacements, deux_ouvriers_et_l_ordre_des_textes
//! Message : assertion

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

pub fn compter_en_equipe(textes: Vec<String>, ouvriers: usize) -> Vec<usize> {
    let comptes = Mutex::new(vec![0; textes.len()]);
    let travail: Mutex<VecDeque<String>> = Mutex::new(textes.into());
    let rang = Mutex::new(0);
    thread::scope(|portee| {
        for _ in 0..ouvriers {
            portee.spawn(|| {
                loop {
                    let Some(texte) = travail.lock().unwrap().pop_front() else {
                        return;
                    };
                    let mut rang = rang.lock().unwrap();
                    comptes.lock().unwrap()[*rang] = texte.split_whitespace().count();
                    *rang += 1;
                }
            });
        }
    });
    comptes.into_inner().unwrap()
}
