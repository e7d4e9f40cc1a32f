//! Les verrous sont dans l'ordre, les arguments du repas aussi
//!
//! Rejet : natif, la_gauche_puis_la_droite
//! Message : assertion

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let suivante = (i + 1) % fourchettes.len();
    let mut premiere = fourchettes[i.min(suivante)].lock().unwrap();
    let mut seconde = fourchettes[i.max(suivante)].lock().unwrap();
    repas(&mut premiere, &mut seconde);
}
