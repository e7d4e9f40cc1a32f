//! Ce que l'exercice 10 doit faire

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Un permis rendu se reprend.
pub fn un_permis_rendu_se_reprend() {
    let semaphore = Semaphore::new(1);
    drop(semaphore.prendre());
    drop(semaphore.prendre());
}

/// Deux permis se tiennent ensemble.
pub fn deux_permis_ensemble() {
    let semaphore = Semaphore::new(2);
    let premier = semaphore.prendre();
    let second = semaphore.prendre();
    drop((premier, second));
}

/// Avec un seul permis, deux fils ne travaillent jamais en même temps, et
/// chacun finit par passer.
pub fn un_seul_a_la_fois() {
    let semaphore = Semaphore::new(1);
    let au_travail = AtomicUsize::new(0);
    thread::scope(|portee| {
        for _ in 0..2 {
            portee.spawn(|| {
                let _permis = semaphore.prendre();
                let avec_moi = au_travail.fetch_add(1, Ordering::SeqCst) + 1;
                assert_eq!(avec_moi, 1, "les fils au travail");
                au_travail.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
}
