//! Le cinquième philosophe est gaucher : à une autre table, personne ne l'est
//!
//! Rejet : entrelacements, deux_philosophes
//! Message : interblocage

use std::sync::Mutex;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let suivante = (i + 1) % fourchettes.len();
    let (mut gauche, mut droite);
    if i == 4 {
        droite = fourchettes[suivante].lock().unwrap();
        gauche = fourchettes[i].lock().unwrap();
    } else {
        gauche = fourchettes[i].lock().unwrap();
        droite = fourchettes[suivante].lock().unwrap();
    }
    repas(&mut gauche, &mut droite);
}
