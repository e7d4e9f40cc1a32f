//! Ce que l'exercice 17 doit faire

use super::*;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};

/// Un dossier qui contient ceux-là.
fn dossier(nom: &'static str, dossiers: Vec<Dossier>) -> Dossier {
    Dossier { nom, dossiers }
}

/// Un dossier en contient deux : tous leurs fichiers sont comptés.
pub fn un_dossier_et_les_siens() {
    let photos = dossier(
        "photos",
        vec![dossier("mer", vec![]), dossier("neige", vec![])],
    );
    let fichiers = BTreeMap::from([("photos", 1), ("mer", 10), ("neige", 100)]);
    let total = compter(vec![photos], &|nom| fichiers[nom]);
    assert_eq!(total, 111, "photos, mer et neige");
}

/// Un dossier au fond de deux autres : il est compté aussi.
pub fn jusqu_au_fond() {
    let fond = dossier("c", vec![]);
    let racine = dossier("a", vec![dossier("b", vec![fond])]);
    let fichiers = BTreeMap::from([("a", 1), ("b", 10), ("c", 100)]);
    let total = compter(vec![racine], &|nom| fichiers[nom]);
    assert_eq!(total, 111, "a, b au fond de a, c au fond de b");
}

/// Rien à lire : rien à attendre.
pub fn aucun_dossier() {
    assert_eq!(compter(vec![], &|_| 1), 0, "aucun dossier");
}

/// Chaque dossier est lu une fois.
pub fn une_lecture_par_dossier() {
    let lus = Mutex::new(vec![]);
    let dossiers = vec![
        dossier("a", vec![dossier("b", vec![])]),
        dossier("c", vec![]),
    ];
    compter(dossiers, &|nom| {
        lus.lock().unwrap().push(nom.to_owned());
        0
    });
    let mut lus = lus.into_inner().unwrap();
    lus.sort();
    assert_eq!(lus, ["a", "b", "c"], "les dossiers lus");
}

/// Deux dossiers dès le départ : leurs lectures se font en même temps.
pub fn deux_lectures_a_la_fois() {
    let (en_cours, change) = (Mutex::new(0), Condvar::new());
    let dossiers = vec![dossier("mer", vec![]), dossier("neige", vec![])];
    let total = compter(dossiers, &|_| {
        let mut lectures = en_cours.lock().unwrap();
        *lectures += 1;
        change.notify_all();
        // Celle-ci ne finit que si l'autre commence.
        drop(change.wait_while(lectures, |lectures| *lectures < 2));
        1
    });
    assert_eq!(total, 2, "mer et neige");
}
