//! Chaque philosophe a son serveur, qui ne garde rien
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : interblocage

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let serveur = Mutex::new(());
    let _un_a_la_fois = serveur.lock().unwrap();
    let mut gauche = fourchettes[i].lock().unwrap();
    let mut droite = fourchettes[(i + 1) % fourchettes.len()].lock().unwrap();
    repas(&mut gauche, &mut droite);
}
