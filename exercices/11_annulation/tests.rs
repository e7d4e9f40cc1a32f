//! Ce que l'exercice 11 doit faire

use super::*;
use crossbeam_channel::bounded;

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
