//! Mille fils, un compteur : le verrou contient la donnée

use crossbeam_utils::sync::WaitGroup;
use std::{sync::Mutex, thread};

const INCREMENTS: u32 = 1000;

static COMPTEUR: Mutex<u32> = Mutex::new(0);

fn increment(wg: WaitGroup) {
    let mut compteur = COMPTEUR.lock().unwrap();
    *compteur += 1;
    drop(compteur); // libère le verrou, comme mu.Unlock()
    drop(wg); // se retire du groupe
}

fn main() {
    let wg = WaitGroup::new();
    for _ in 0..INCREMENTS {
        let wg = wg.clone(); // un participant de plus
        thread::spawn(move || increment(wg));
    }
    wg.wait();
    println!("Valeur finale : {}", COMPTEUR.lock().unwrap());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aucun_increment_ne_se_perd() {
        main();
        assert_eq!(*COMPTEUR.lock().unwrap(), INCREMENTS);
    }
}
