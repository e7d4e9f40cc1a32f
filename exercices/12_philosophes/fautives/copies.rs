//! Le repas se fait sur des copies, rendues ensuite
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : chacun a mangé

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let suivante = (i + 1) % fourchettes.len();
    let mut gauche = *fourchettes[i].lock().unwrap();
    let mut droite = *fourchettes[suivante].lock().unwrap();
    repas(&mut gauche, &mut droite);
    *fourchettes[i].lock().unwrap() = gauche;
    *fourchettes[suivante].lock().unwrap() = droite;
}
