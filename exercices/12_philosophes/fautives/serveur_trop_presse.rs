//! Le serveur s'en va avant la seconde fourchette
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : interblocage

use std::sync::Mutex;

static SERVEUR: Mutex<()> = Mutex::new(());

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let serveur = SERVEUR.lock().unwrap();
    let mut gauche = fourchettes[i].lock().unwrap();
    drop(serveur);
    let mut droite = fourchettes[(i + 1) % fourchettes.len()].lock().unwrap();
    repas(&mut gauche, &mut droite);
}
