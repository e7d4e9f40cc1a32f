//! Regarder si la fourchette est libre, puis la prendre
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : interblocage

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let gauche = &fourchettes[i];
    let droite = &fourchettes[(i + 1) % fourchettes.len()];
    while droite.try_lock().is_err() {
        std::thread::yield_now();
    }
    let mut gauche = gauche.lock().unwrap();
    let mut droite = droite.lock().unwrap();
    repas(&mut gauche, &mut droite);
}
