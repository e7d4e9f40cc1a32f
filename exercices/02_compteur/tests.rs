//! Ce que l'exercice 2 doit faire

use super::*;
use std::thread;

/// Un seul fil : le total est la somme.
pub fn un_seul_fil() {
    let total = Total::new();
    assert_eq!(total.valeur(), 0, "le total au départ");
    total.ajouter(2);
    total.ajouter(3);
    assert_eq!(total.valeur(), 5, "le total après deux ajouts");
}

/// Deux fils ajoutent en même temps : aucun ajout n'est perdu.
pub fn aucun_ajout_n_est_perdu() {
    let total = Total::new();
    thread::scope(|portee| {
        portee.spawn(|| total.ajouter(2));
        portee.spawn(|| total.ajouter(3));
    });
    assert_eq!(total.valeur(), 5, "le total, les deux fils terminés");
}

/// Lire pendant qu'un fil ajoute donne le total d'avant ou celui d'après.
pub fn lire_pendant_un_ajout() {
    let total = Total::new();
    thread::scope(|portee| {
        portee.spawn(|| total.ajouter(2));
        let vu = total.valeur();
        assert!(vu == 0 || vu == 2, "le total vu en chemin : {vu}");
    });
    assert_eq!(total.valeur(), 2, "le total après une lecture");
}

/// Trois fils ajoutent en même temps : aucun ajout n'est perdu.
pub fn trois_fils() {
    let total = Total::new();
    thread::scope(|portee| {
        for n in [1, 2, 4] {
            let total = &total;
            portee.spawn(move || total.ajouter(n));
        }
    });
    assert_eq!(total.valeur(), 7, "le total, les trois fils terminés");
}

/// Un fil ajoute plusieurs fois pendant qu'un autre ajoute : aucun n'est perdu.
pub fn plusieurs_ajouts_dans_un_fil() {
    let total = Total::new();
    thread::scope(|portee| {
        portee.spawn(|| total.ajouter(10));
        for _ in 0..4 {
            total.ajouter(1);
        }
    });
    assert_eq!(total.valeur(), 14, "le total, tous les ajouts faits");
}
