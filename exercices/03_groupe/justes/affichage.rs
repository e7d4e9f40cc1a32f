//! Chaque fil affiche ce qu'il compte, pour suivre le travail
//!
//! Verdict : prouvé

use crossbeam_utils::sync::WaitGroup;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn compter_tous(textes: &[&'static str], total: &Arc<Mutex<usize>>) {
    let groupe = WaitGroup::new();
    for (rang, &texte) in textes.iter().enumerate() {
        let (total, groupe) = (Arc::clone(total), groupe.clone());
        thread::spawn(move || {
            let compte = texte.split_whitespace().count();
            eprintln!("fil {rang} : {compte}");
            let mut total = total.lock().unwrap();
            *total += compte;
            println!("{rang} : {compte}, total {total}");
            drop((total, groupe));
        });
    }
    groupe.wait();
}
