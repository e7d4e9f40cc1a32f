//! Un interblocage demande un cercle : chacun tient ce que son voisin attend.
//! Si tous prennent leurs verrous dans le même ordre, ici celui des numéros, le
//! cercle ne peut pas se fermer : celui qui tient la fourchette de plus grand
//! numéro n'attend plus personne. Seul le dernier philosophe change de main.

use std::sync::Mutex;

/// Le philosophe `i` mange : il prend la fourchette `i`, à sa gauche, et la
/// suivante, à sa droite, puis `repas` s'en sert. La table est ronde : à droite
/// de la dernière fourchette se trouve la première.
///
/// Les philosophes mangent chacun dans son fil, et aucun ne doit attendre pour
/// toujours.
pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let suivante = (i + 1) % fourchettes.len();
    let mut premiere = fourchettes[i.min(suivante)].lock().unwrap();
    let mut seconde = fourchettes[i.max(suivante)].lock().unwrap();
    if i < suivante {
        repas(&mut premiere, &mut seconde);
    } else {
        repas(&mut seconde, &mut premiere);
    }
}
