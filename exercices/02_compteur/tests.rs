//! Ce que l'exercice 2 doit faire

use super::*;
use std::thread;

/// Un seul fil : la somme, et le plus grand.
pub fn un_seul_fil() {
    let bilan = Bilan::new();
    assert_eq!(bilan.lire(), (0, 0), "le bilan au départ");
    bilan.noter(3);
    bilan.noter(2);
    assert_eq!(bilan.lire(), (5, 3), "le bilan après deux textes");
}

/// Deux fils notent en même temps : ni mot ni record n'est perdu.
pub fn rien_n_est_perdu() {
    let bilan = Bilan::new();
    thread::scope(|portee| {
        portee.spawn(|| bilan.noter(2));
        portee.spawn(|| bilan.noter(3));
    });
    assert_eq!(bilan.lire(), (5, 3), "le bilan, les deux fils terminés");
}

/// Lire pendant qu'un fil note donne le bilan d'avant ou celui d'après.
pub fn lire_pendant_que_l_on_note() {
    let bilan = Bilan::new();
    thread::scope(|portee| {
        portee.spawn(|| bilan.noter(2));
        let vu = bilan.lire();
        assert!(
            vu == (0, 0) || vu == (2, 2),
            "le bilan vu en chemin : {vu:?}"
        );
    });
    assert_eq!(bilan.lire(), (2, 2), "le bilan après une lecture");
}

/// Trois fils notent en même temps : ni mot ni record n'est perdu.
pub fn trois_fils() {
    let bilan = Bilan::new();
    thread::scope(|portee| {
        for n in [4, 1, 2] {
            let bilan = &bilan;
            portee.spawn(move || bilan.noter(n));
        }
    });
    assert_eq!(bilan.lire(), (7, 4), "le bilan, les trois fils terminés");
}

/// Un fil note plusieurs fois pendant qu'un autre note : rien n'est perdu.
pub fn plusieurs_textes_dans_un_fil() {
    let bilan = Bilan::new();
    thread::scope(|portee| {
        portee.spawn(|| bilan.noter(10));
        for _ in 0..4 {
            bilan.noter(1);
        }
    });
    assert_eq!(bilan.lire(), (14, 10), "le bilan, tous les textes notés");
}
