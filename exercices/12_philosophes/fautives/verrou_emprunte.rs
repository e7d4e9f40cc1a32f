//! Prendre les deux fourchettes sans verrou
//!
//! Rejet : compilation
//! Message : E0596

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let suivante = (i + 1) % fourchettes.len();
    let gauche = fourchettes[i].get_mut().unwrap();
    let droite = fourchettes[suivante].get_mut().unwrap();
    repas(gauche, droite);
}
