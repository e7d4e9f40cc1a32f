//! Renoncer au repas quand une fourchette est prise
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : chacun a mangé

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let mut gauche = fourchettes[i].lock().unwrap();
    if let Ok(mut droite) = fourchettes[(i + 1) % fourchettes.len()].try_lock() {
        repas(&mut gauche, &mut droite);
    }
}
