//! L'ordre des adresses, qui est celui du tableau
//!
//! Verdict : prouvé

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let (a_gauche, a_droite) = (&fourchettes[i], &fourchettes[(i + 1) % fourchettes.len()]);
    if std::ptr::from_ref(a_gauche) < std::ptr::from_ref(a_droite) {
        let mut gauche = a_gauche.lock().unwrap();
        let mut droite = a_droite.lock().unwrap();
        repas(&mut gauche, &mut droite);
    } else {
        let mut droite = a_droite.lock().unwrap();
        let mut gauche = a_gauche.lock().unwrap();
        repas(&mut gauche, &mut droite);
    }
}
