//! Ce que l'exercice 12 doit faire

use super::*;
use std::sync::Mutex;
use std::thread;

fn table(places: u32) -> Vec<Mutex<u32>> {
    (0..places).map(|_| Mutex::new(0)).collect()
}

/// `n` philosophes mangent en même temps ; chacun use ses deux fourchettes.
fn repas_de(n: usize, fourchettes: &[Mutex<u32>]) {
    thread::scope(|portee| {
        for i in 0..n {
            portee.spawn(move || {
                manger(fourchettes, i, |gauche, droite| {
                    *gauche += 1;
                    *droite += 1;
                });
            });
        }
    });
    for fourchette in fourchettes {
        assert_eq!(*fourchette.lock().unwrap(), 2, "chacun a mangé");
    }
}

/// Le repas reçoit d'abord la fourchette gauche, ensuite la droite.
pub fn la_gauche_puis_la_droite() {
    let fourchettes = table(3);
    for i in 0..3 {
        manger(&fourchettes, i, |gauche, droite| {
            *gauche += 1;
            *droite += 10;
        });
    }
    for fourchette in &fourchettes {
        assert_eq!(*fourchette.lock().unwrap(), 11);
    }
}

/// Deux philosophes mangent ensemble, chacun une fois.
pub fn deux_philosophes() {
    repas_de(2, &table(2));
}

/// Trois philosophes mangent ensemble, chacun une fois.
pub fn trois_philosophes() {
    repas_de(3, &table(3));
}
