//! Ce que l'exercice 9 doit faire

use super::*;
use crossbeam_channel::{Receiver, bounded};
use std::thread;

/// Un canal où un autre fil envoie cette valeur, puis qui se ferme.
fn source(valeur: usize) -> Receiver<usize> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || envoi.send(valeur));
    reception
}

/// Tout ce qui est envoyé arrive, puis le canal se ferme.
pub fn tout_arrive_puis_se_ferme() {
    let mut recus: Vec<usize> = reunir(source(1), source(2)).iter().collect();
    recus.sort();
    assert_eq!(recus, [1, 2]);
}

/// Une valeur de `b` n'attend pas que `a` parle ou se ferme.
pub fn aucun_canal_n_attend_l_autre() {
    let (envoi_a, a) = bounded(0);
    let (envoi_b, b) = bounded(0);
    let sortie = reunir(a, b);
    envoi_b.send(2).unwrap();
    assert_eq!(sortie.recv(), Ok(2));
    envoi_a.send(1).unwrap();
    assert_eq!(sortie.recv(), Ok(1));
}

/// Un canal fermé n'arrête pas l'autre.
pub fn un_canal_ferme_n_arrete_pas_l_autre() {
    let (ferme, a) = bounded(0);
    drop(ferme);
    let sortie = reunir(a, source(2));
    assert_eq!(sortie.recv(), Ok(2));
    assert!(sortie.recv().is_err(), "les deux sont fermés");
}

/// Plusieurs valeurs de suite du même canal : l'autre n'a pas de tour à passer.
pub fn plusieurs_du_meme() {
    let (envoi_a, a) = bounded(0);
    let (envoi_b, b) = bounded(0);
    let sortie = reunir(a, b);
    for envoi in [&envoi_b, &envoi_b, &envoi_a, &envoi_a] {
        envoi.send(3).unwrap();
        assert_eq!(sortie.recv(), Ok(3));
    }
}

/// Le canal rendu n'a pas de tampon.
pub fn la_sortie_est_sans_tampon() {
    let sortie = reunir(source(1), source(2));
    assert_eq!(sortie.capacity(), Some(0));
    assert_eq!(sortie.iter().sum::<usize>(), 3);
}
