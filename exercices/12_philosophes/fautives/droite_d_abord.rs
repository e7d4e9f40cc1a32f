//! La droite d'abord : le même cercle, dans l'autre sens
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : interblocage

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let mut droite = fourchettes[(i + 1) % fourchettes.len()].lock().unwrap();
    let mut gauche = fourchettes[i].lock().unwrap();
    repas(&mut gauche, &mut droite);
}
