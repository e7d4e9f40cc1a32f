//! Exercice 12 : les philosophes

use std::sync::Mutex;

/// Le philosophe `i` mange : il prend la fourchette `i`, à sa gauche, et la
/// suivante, à sa droite, puis `repas` s'en sert. La table est ronde : à droite
/// de la dernière fourchette se trouve la première.
///
/// Les philosophes mangent chacun dans son fil, et aucun ne doit attendre pour
/// toujours.
pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    // Si tous prennent leur fourchette gauche en même temps, chacun attend sa
    // droite : corrigez l'ordre des prises.
    let mut gauche = fourchettes[i].lock().unwrap();
    let mut droite = fourchettes[(i + 1) % fourchettes.len()].lock().unwrap();
    repas(&mut gauche, &mut droite);
}
