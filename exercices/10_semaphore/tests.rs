//! Ce que l'exercice 10 doit faire

use super::*;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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

/// Deux permis rendus réveillent deux fils qui attendent.
pub fn deux_permis_rendus_reveillent_deux_fils() {
    let semaphore = Semaphore::new(2);
    let (premier, second) = (semaphore.prendre(), semaphore.prendre());
    thread::scope(|portee| {
        for _ in 0..2 {
            portee.spawn(|| drop(semaphore.prendre()));
        }
        drop(premier);
        drop(second);
    });
}

/// De deux permis tenus, en rendre un n'en libère qu'un : le fil suivant attend
/// que le second soit rendu.
pub fn un_permis_rendu_n_en_libere_qu_un() {
    let semaphore = Semaphore::new(2);
    let (premier, second) = (semaphore.prendre(), semaphore.prendre());
    drop(premier);
    let troisieme = semaphore.prendre();
    let rendu = AtomicBool::new(false);
    thread::scope(|portee| {
        portee.spawn(|| {
            let _permis = semaphore.prendre();
            assert!(rendu.load(Ordering::SeqCst), "trois permis sur deux");
        });
        rendu.store(true, Ordering::SeqCst);
        drop(second);
    });
    drop(troisieme);
}

/// Un fil panique en tenant son permis : le permis est rendu quand même, à qui
/// l'attend.
pub fn une_panique_rend_le_permis() {
    let semaphore = Semaphore::new(1);
    thread::scope(|portee| {
        portee.spawn(|| {
            let panique = catch_unwind(AssertUnwindSafe(|| {
                let _permis = semaphore.prendre();
                resume_unwind(Box::new("une panique voulue"));
            }));
            assert!(panique.is_err());
        });
        drop(semaphore.prendre());
    });
    drop(semaphore.prendre());
}
