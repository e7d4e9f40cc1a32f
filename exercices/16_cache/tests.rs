//! Ce que l'exercice 16 doit faire

use super::*;
use crossbeam_channel::bounded;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Ce qui est gardé ne se calcule pas de nouveau.
pub fn ce_qui_est_garde_ne_se_calcule_plus() {
    let cache = Cache::new(2);
    assert_eq!(cache.lire(1, || 10), 10, "la valeur calculée");
    let encore = cache.lire(1, || panic!("la clé 1 est gardée"));
    assert_eq!(encore, 10, "la valeur gardée");
    assert_eq!(cache.cles(), [1], "les clés gardées");
}

/// La moins récemment demandée s'en va, et non la plus ancienne.
pub fn la_moins_recemment_demandee_s_en_va() {
    let cache = Cache::new(2);
    cache.lire(1, || 10);
    cache.lire(2, || 20);
    cache.lire(1, || panic!("la clé 1 est gardée"));
    cache.lire(3, || 30);
    assert_eq!(cache.cles(), [1, 3], "la clé 2 s'en va");
    assert_eq!(cache.lire(2, || 22), 22, "la clé 2 se calcule de nouveau");
    assert_eq!(cache.cles(), [3, 2], "la clé 1 s'en va");
}

/// Deux fils demandent la même clé : un seul calcul, la même valeur.
pub fn un_seul_calcul_par_cle() {
    let (cache, calculs) = (Cache::new(2), AtomicU32::new(0));
    let calculer = || 10 + calculs.fetch_add(1, Ordering::SeqCst);
    thread::scope(|s| {
        let autre = s.spawn(|| cache.lire(1, calculer));
        assert_eq!(cache.lire(1, calculer), 10, "la valeur, ici");
        assert_eq!(autre.join().unwrap(), 10, "la valeur, dans l'autre fil");
    });
    assert_eq!(calculs.into_inner(), 1, "le nombre de calculs");
}

/// Trois fils demandent la même clé : ceux qui attendent sont tous réveillés.
pub fn tous_ceux_qui_attendent_sont_reveilles() {
    let cache = Cache::new(1);
    thread::scope(|s| {
        s.spawn(|| cache.lire(1, || 10));
        s.spawn(|| cache.lire(1, || 10));
        assert_eq!(cache.lire(1, || 10), 10, "la valeur, ici");
    });
    assert_eq!(cache.cles(), [1], "les clés gardées");
}

/// Deux clés se calculent à la fois : chaque calcul attend l'autre.
pub fn deux_cles_se_calculent_a_la_fois() {
    let cache = Cache::new(2);
    let (vers_b, de_a) = bounded(0);
    let (vers_a, de_b) = bounded(0);
    thread::scope(|s| {
        s.spawn(|| {
            cache.lire(1, || {
                vers_b.send(10).unwrap();
                de_b.recv().unwrap()
            })
        });
        let ici = cache.lire(2, || {
            let recu = de_a.recv().unwrap();
            vers_a.send(20).unwrap();
            recu
        });
        assert_eq!(ici, 10, "la valeur de la clé 2");
    });
    assert_eq!(cache.cles().len(), 2, "les deux clés sont gardées");
}

/// Un calcul en cours ne fait pas attendre une clé gardée.
pub fn une_cle_gardee_n_attend_pas_un_calcul() {
    let cache = Cache::new(2);
    cache.lire(1, || 10);
    let (lue, attendre) = bounded(0);
    thread::scope(|s| {
        s.spawn(|| cache.lire(2, || attendre.recv().unwrap()));
        assert_eq!(cache.lire(1, || 0), 10, "la valeur gardée");
        lue.send(20).unwrap();
    });
}

/// La borne tient toujours, même quand deux calculs finissent ensemble.
pub fn la_borne_n_est_jamais_depassee() {
    let cache = Cache::new(1);
    thread::scope(|s| {
        s.spawn(|| cache.lire(1, || 10));
        s.spawn(|| cache.lire(2, || 20));
        assert!(cache.cles().len() <= 1, "une clé au plus, à tout moment");
    });
    assert_eq!(cache.cles().len(), 1, "une clé à la fin");
}

/// La valeur attendue peut s'en aller avant que celui qui l'attend se réveille : il
/// la reçoit tout de même.
pub fn la_valeur_attendue_peut_s_en_aller() {
    let cache = Cache::new(1);
    thread::scope(|s| {
        let a = s.spawn(|| cache.lire(1, || 10));
        let b = s.spawn(|| cache.lire(1, || 10));
        assert_eq!(cache.lire(2, || 20), 20, "la valeur de la clé 2");
        assert_eq!(a.join().unwrap(), 10, "la valeur de la clé 1");
        assert_eq!(b.join().unwrap(), 10, "la valeur de la clé 1");
    });
    assert_eq!(cache.cles().len(), 1, "une clé à la fin");
}
