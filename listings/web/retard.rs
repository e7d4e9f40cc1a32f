//! Une diffusion bornée : qui lit trop tard apprend son retard

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const TOUTES: u32 = 2; // après elles, le salon ferme
/// Combien d'annonces sont dites ; seule la dernière est gardée.
static DITES: AtomicU32 = AtomicU32::new(0);

enum Erreur {
    Retard(u32), // combien sont perdues
    Ferme,
}

fn recevoir(lues: &mut u32) -> Result<u32, Erreur> {
    if *lues == TOUTES {
        return Err(Erreur::Ferme);
    }
    while DITES.load(SeqCst) == *lues {
        thread::park(); // rien de neuf
    }
    let perdues = DITES.load(SeqCst) - *lues - 1;
    *lues += perdues.max(1);
    let annonce = (perdues == 0).then_some(*lues);
    annonce.ok_or(Erreur::Retard(perdues))
}

fn main() {
    let membre = thread::current();
    let dire = move |n| (DITES.store(n, SeqCst), membre.unpark());
    thread::spawn(|| (1..=TOUTES).map(dire).for_each(drop));
    let mut lues = 0;
    loop {
        match recevoir(&mut lues) {
            Ok(annonce) => println!("annonce {annonce}"),
            Err(Erreur::Retard(n)) => println!("perdues : {n}"),
            Err(Erreur::Ferme) => break println!("fermé"),
        }
    }
}
