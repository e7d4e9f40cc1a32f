//! Le dernier parti éteint la lumière, et un mot que l'on publie : loom.
//!
//! Les tests `#[ignore]` échouent : ce sont les fautes que montre la page.

mod recorded;

// ANCHOR: faute
use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, Ordering::*};
use loom::thread;

fn partir(presents: &AtomicU32) -> bool {
    presents.fetch_sub(1, SeqCst);
    presents.load(SeqCst) == 0
}

#[test]
#[ignore = "il échoue : c'est la faute que l'on cherche"]
fn un_seul_eteint() {
    loom::model(|| {
        let presents = Arc::new(AtomicU32::new(2));
        let les_memes = Arc::clone(&presents);
        let luc = thread::spawn(move || partir(&les_memes));
        let ana = partir(&presents);
        let luc = luc.join().unwrap();
        assert!(ana != luc, "Ana éteint : {ana}, Luc : {luc}");
    });
}

// ANCHOR_END: faute

// ANCHOR: repare
fn partir_d_un_coup(presents: &AtomicU32) -> bool {
    presents.fetch_sub(1, SeqCst) == 1
}

#[test]
fn un_seul_eteint_vraiment() {
    loom::model(|| {
        let presents = Arc::new(AtomicU32::new(2));
        let les_memes = Arc::clone(&presents);
        let luc = thread::spawn(move || partir_d_un_coup(&les_memes));
        let ana = partir_d_un_coup(&presents);
        let luc = luc.join().unwrap();
        assert!(ana != luc, "Ana éteint : {ana}, Luc : {luc}");
    });
}
// ANCHOR_END: repare

// ANCHOR: ordres
fn un_mot(ecrire: loom::sync::atomic::Ordering) {
    loom::model(move || {
        let mot = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
        let le_meme = Arc::clone(&mot);
        let fil = thread::spawn(move || {
            le_meme.0.store(7, Relaxed); // le message
            le_meme.1.store(1, ecrire); // « il est prêt »
        });
        if mot.1.load(Acquire) == 1 {
            assert_eq!(mot.0.load(Relaxed), 7, "prêt, mais vide");
        }
        fil.join().unwrap();
    });
}

#[test]
fn le_mot_est_lu() {
    un_mot(Release);
}

#[test]
#[ignore = "il échoue : `Relaxed` ne promet rien du message"]
fn le_mot_est_lu_sans_ordre() {
    un_mot(Relaxed);
}
// ANCHOR_END: ordres

#[test]
fn loom_montre_les_deux_fautes() {
    let both = recorded::failure("un_seul_eteint");
    assert!(both.contains("Ana éteint : true, Luc : true"), "{both}");
    let relaxed = recorded::failure("le_mot_est_lu_sans_ordre");
    assert!(relaxed.contains("prêt, mais vide"), "{relaxed}");
    recorded::check("loom.txt", &format!("{both}\n{relaxed}"));
}
