//! Ce que l'exercice 11 doit faire

use super::*;
use crossbeam_channel::bounded;
use std::thread;

/// L'arrêt n'attend pas un texte qui ne viendra pas.
pub fn l_arret_n_attend_pas_un_texte() {
    let (_muet, textes) = bounded(0);
    let compteur = lancer(textes);
    assert_eq!(compteur.arreter(), 0);
}

/// Ce qui a été reçu avant l'arrêt est compté.
pub fn ce_qui_est_recu_est_compte() {
    let (envoi, textes) = bounded(0);
    let compteur = lancer(textes);
    envoi.send("un deux").unwrap();
    assert_eq!(compteur.arreter(), 2, "le texte reçu est compté");
}

/// Le canal des textes fermé, le compte est entier.
pub fn le_canal_ferme_arrete_aussi() {
    let (envoi, textes) = bounded(0);
    let compteur = lancer(textes);
    envoi.send("un").unwrap();
    drop(envoi);
    assert_eq!(compteur.arreter(), 1, "le texte reçu est compté");
}

/// Plusieurs textes reçus : tous sont comptés.
pub fn plusieurs_textes() {
    let (envoi, textes) = bounded(0);
    let compteur = lancer(textes);
    envoi.send("un deux").unwrap();
    envoi.send("trois").unwrap();
    assert_eq!(compteur.arreter(), 3, "les deux textes sont comptés");
}

/// Après l'arrêt, le fil a fini : plus personne ne reçoit.
pub fn apres_l_arret_plus_personne_ne_recoit() {
    let (envoi, textes) = bounded(0);
    lancer(textes).arreter();
    assert!(envoi.send("trop tard").is_err(), "le fil reçoit encore");
}

/// L'arrêt pendant un envoi : le texte est compté s'il est reçu, et seulement
/// alors.
pub fn l_arret_pendant_un_envoi() {
    let (envoi, textes) = bounded(0);
    let compteur = lancer(textes);
    let autre = thread::spawn(move || envoi.send("un deux").is_ok());
    let compte = compteur.arreter();
    let attendu = if autre.join().unwrap() { 2 } else { 0 };
    assert_eq!(compte, attendu, "ce qui est reçu est compté");
}
