//! Le serveur est une statique de la fonction
//!
//! Verdict : prouvé

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    static SERVEUR: Mutex<()> = Mutex::new(());
    let serveur = SERVEUR.lock().unwrap();
    let mut gauche = fourchettes[i].lock().unwrap();
    let mut droite = fourchettes[(i + 1) % fourchettes.len()].lock().unwrap();
    drop(serveur);
    repas(&mut gauche, &mut droite);
}
