//! Rendre la gauche, et reculer de plus en plus longtemps
//!
//! Verdict : non prouvé

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let mut essai = 0;
    loop {
        let mut gauche = fourchettes[i].lock().unwrap();
        if let Ok(mut droite) = fourchettes[(i + 1) % fourchettes.len()].try_lock() {
            return repas(&mut gauche, &mut droite);
        }
        drop(gauche);
        essai += 1;
        thread::sleep(Duration::from_micros(essai * 10));
    }
}
