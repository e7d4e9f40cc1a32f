//! Ce que l'exercice 4 doit faire

use super::*;
use crossbeam_channel::{TryRecvError, bounded};
use std::thread;
use std::time::{Duration, Instant};

const LONGTEMPS: Duration = Duration::from_millis(500);

/// Rien n'arrive : la réponse est `Delai`.
pub fn rien_n_arrive() {
    let (_envoi_a, a) = bounded(0);
    let (_envoi_b, b) = bounded(0);
    assert_eq!(premier(&a, &b, Duration::from_millis(1)), Reponse::Delai);
}

/// Un compte est soit rendu, soit laissé dans son canal : jamais perdu.
pub fn aucun_compte_n_est_perdu() {
    let (envoi, a) = bounded(1);
    let (_muet, b) = bounded(0);
    envoi.send(3).unwrap();
    match premier(&a, &b, LONGTEMPS) {
        Reponse::Compte(compte) => assert_eq!(compte, 3),
        Reponse::Delai => assert_eq!(a.try_recv(), Ok(3), "le compte est resté dans `a`"),
        Reponse::Fini => panic!("aucun des canaux n'est fermé"),
    }
}

/// Un canal fermé n'empêche pas de recevoir de l'autre.
pub fn un_ferme_l_autre_parle() {
    let (envoi, b) = bounded(1);
    let (ferme, a) = bounded(0);
    drop(ferme);
    thread::spawn(move || envoi.send(5));
    match premier(&a, &b, LONGTEMPS) {
        Reponse::Compte(compte) => assert_eq!(compte, 5),
        Reponse::Delai => {}
        Reponse::Fini => panic!("`b` n'est pas encore épuisé"),
    }
}

/// Et l'autre non plus n'empêche pas de recevoir du premier.
pub fn l_autre_ferme_l_un_parle() {
    let (envoi, a) = bounded(1);
    let (ferme, b) = bounded(0);
    drop(ferme);
    thread::spawn(move || envoi.send(5));
    match premier(&a, &b, LONGTEMPS) {
        Reponse::Compte(compte) => assert_eq!(compte, 5),
        Reponse::Delai => {}
        Reponse::Fini => panic!("`a` n'est pas encore épuisé"),
    }
}

/// Un compte arrivé à temps est rendu, et tout de suite : celui qui l'envoie
/// n'attend pas plus d'un dixième de seconde.
pub fn un_compte_arrive_a_temps() {
    let (_muet, a) = bounded(0);
    let (envoi, b) = bounded(0);
    thread::spawn(move || envoi.send_timeout(5, Duration::from_millis(100)));
    assert_eq!(premier(&a, &b, LONGTEMPS), Reponse::Compte(5));
}

/// Les deux canaux sont épuisés : la réponse est `Fini`, sans attendre.
pub fn les_deux_sont_fermes() {
    let (envoi_a, a) = bounded(0);
    let (envoi_b, b) = bounded(0);
    drop((envoi_a, envoi_b));
    assert_eq!(premier(&a, &b, LONGTEMPS), Reponse::Fini);
}

/// Un seul compte est pris : l'autre reste dans son canal.
pub fn l_autre_compte_reste() {
    let (envoi_a, a) = bounded(1);
    let (envoi_b, b) = bounded(1);
    envoi_a.send(3).unwrap();
    envoi_b.send(5).unwrap();
    let restants = match premier(&a, &b, LONGTEMPS) {
        Reponse::Compte(3) => (Err(TryRecvError::Empty), Ok(5)),
        Reponse::Compte(5) => (Ok(3), Err(TryRecvError::Empty)),
        Reponse::Delai => (Ok(3), Ok(5)),
        autre => panic!("deux comptes attendent, et la réponse est {autre:?}"),
    };
    assert_eq!((a.try_recv(), b.try_recv()), restants, "ce qui reste");
}

/// Un canal qui se ferme ne fait pas repartir le délai.
pub fn le_delai_ne_repart_pas() {
    // La durée est celle de l'horloge virtuelle de l'explorateur : une vraie,
    // sur une machine occupée, accuserait à tort.
    let (envoi, a) = bounded(0);
    let (_muet, b) = bounded(0);
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(60));
        drop(envoi);
    });
    let debut = Instant::now();
    assert_eq!(premier(&a, &b, Duration::from_millis(100)), Reponse::Delai);
    let attente = debut.elapsed().as_millis();
    assert!(attente < 150, "{attente} ms d'attente pour un délai de 100");
}
