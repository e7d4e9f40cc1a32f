//! Insister sur la droite sans rendre la gauche
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : sans fin

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let mut gauche = fourchettes[i].lock().unwrap();
    loop {
        if let Ok(mut droite) = fourchettes[(i + 1) % fourchettes.len()].try_lock() {
            return repas(&mut gauche, &mut droite);
        }
        std::thread::yield_now();
    }
}
