//! Regarder entre deux étapes : un calcul que l'on peut arrêter

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

struct Annule {
    faites: u32,
}

fn calculer(arret: &AtomicBool) -> Result<u32, Annule> {
    let mut total = 0;
    for etape in 1..=3 {
        if arret.load(Relaxed) {
            return Err(Annule { faites: etape - 1 });
        }
        total += etape; // une étape du calcul
    }
    Ok(total)
}

fn main() {
    let arret = AtomicBool::new(false);
    thread::scope(|s| {
        let calcul = s.spawn(|| calculer(&arret));
        arret.store(true, Relaxed);
        match calcul.join().unwrap() {
            Ok(total) => println!("total : {total}"),
            Err(Annule { faites }) => println!("annulé : {faites} sur 3"),
        }
    });
}
