//! Ce que l'exercice 8 doit faire

use super::*;
use crossbeam_channel::{Receiver, bounded};
use std::thread;

fn en_minuscules(mot: String) -> String {
    mot.to_lowercase()
}

fn longueur(mot: String) -> usize {
    mot.chars().count()
}

/// Un canal où un autre fil envoie ces mots, puis qui se ferme.
fn source(mots: &'static [&'static str]) -> Receiver<String> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || {
        for mot in mots {
            if envoi.send((*mot).to_owned()).is_err() {
                return;
            }
        }
    });
    reception
}

/// Les valeurs sortent transformées, dans l'ordre, et la sortie se ferme.
pub fn dans_l_ordre_jusqu_a_la_fermeture() {
    let sortie = etape(source(&["Un", "DEUX"]), en_minuscules);
    assert_eq!(sortie.iter().collect::<Vec<_>>(), ["un", "deux"]);
}

/// Deux étapes se branchent l'une sur l'autre.
pub fn deux_etapes() {
    let minuscules = etape(source(&["Un", "Trois"]), en_minuscules);
    let longueurs = etape(minuscules, longueur);
    assert_eq!(longueurs.iter().collect::<Vec<_>>(), [2, 5]);
}

/// Une valeur sort dès qu'elle est prête, avant que la suivante entre.
pub fn au_fil_de_l_eau() {
    let (envoi, entree) = bounded(0);
    let sortie = etape(entree, longueur);
    envoi.send("un".to_owned()).unwrap();
    assert_eq!(sortie.recv(), Ok(2));
    envoi.send("deux".to_owned()).unwrap();
    assert_eq!(sortie.recv(), Ok(4));
}

/// Plus personne ne lit la sortie : l'étape finit, sans paniquer, et abandonne
/// son entrée.
pub fn l_abandon_remonte_la_chaine() {
    let (envoi, entree) = bounded(0);
    drop(etape(entree, longueur));
    let _ = envoi.send("perdu".to_owned());
    assert!(envoi.send("refusé".to_owned()).is_err());
}

/// La sortie n'a pas de tampon : une étape ne prend pas d'avance sur la suivante.
pub fn la_sortie_est_sans_tampon() {
    let sortie = etape(source(&["un"]), longueur);
    assert_eq!(sortie.capacity(), Some(0));
    assert_eq!(sortie.recv(), Ok(2));
}

/// Le lecteur s'en va au milieu : l'étape finit aussi.
pub fn l_abandon_au_milieu() {
    let (envoi, entree) = bounded(0);
    let sortie = etape(entree, longueur);
    envoi.send("un".to_owned()).unwrap();
    assert_eq!(sortie.recv(), Ok(2));
    drop(sortie);
    let _ = envoi.send("perdu".to_owned());
    assert!(envoi.send("refusé".to_owned()).is_err());
}
