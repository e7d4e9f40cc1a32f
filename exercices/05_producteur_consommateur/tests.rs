//! Ce que l'exercice 5 doit faire

use super::*;
use crossbeam_channel::bounded;
use std::thread;

/// Le consommateur compte chaque mot jusqu'à la fermeture.
pub fn le_consommateur_compte() {
    let (envoi, mots) = bounded(3);
    for mot in ["un", "deux", "un"] {
        envoi.send(mot).unwrap();
    }
    drop(envoi);
    let attendu = Frequences::from([("deux", 1), ("un", 2)]);
    assert_eq!(consommer(mots), attendu);
}

/// Le producteur s'arrête quand plus personne ne reçoit.
pub fn le_producteur_s_arrete_sans_lecteur() {
    let (envoi, mots) = bounded(0);
    drop(mots);
    produire("un deux", envoi);
}

/// Les deux ensemble comptent les mots d'un texte.
pub fn les_deux_ensemble() {
    let attendu = Frequences::from([("deux", 1), ("un", 2)]);
    assert_eq!(frequences("un deux un"), attendu);
}

/// Le consommateur attend un mot qui n'est pas encore là : seule la fermeture
/// du canal l'arrête.
pub fn le_consommateur_attend() {
    let (envoi, mots) = bounded(0);
    let fil = thread::spawn(move || consommer(mots));
    envoi.send("un").unwrap();
    envoi.send("un").unwrap();
    drop(envoi);
    assert_eq!(fil.join().unwrap(), Frequences::from([("un", 2)]));
}

/// Le lecteur s'en va au milieu du texte : le producteur s'arrête, sans paniquer.
pub fn le_lecteur_s_en_va() {
    let (envoi, mots) = bounded(0);
    let fil = thread::spawn(move || produire("un deux trois", envoi));
    assert_eq!(mots.recv(), Ok("un"));
    drop(mots);
    fil.join().expect("le producteur finit sans paniquer");
}
