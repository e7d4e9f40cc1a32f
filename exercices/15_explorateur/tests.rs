//! Ce que l'exercice 15 doit faire

use super::*;
use crossbeam_channel::{after, bounded, never};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Un petit site : « a » mène à « b » et « c », qui se citent l'un l'autre.
fn site(page: &str) -> Vec<&'static str> {
    match page {
        "a" => vec!["b", "c"],
        "b" => vec!["c", "a"],
        "c" => vec!["b"],
        _ => panic!("aucun lien ne mène à « {page} »"),
    }
}

/// Une visite à la fois : toutes les pages, triées.
pub fn toutes_les_pages_triees() {
    let rapport = explorer("a", site, 1, &never());
    assert_eq!(rapport.pages, ["a", "b", "c"], "les pages, triées");
    assert!(rapport.complet, "aucune page n'est de côté");
}

/// Deux visites à la fois : aucune page n'est visitée deux fois.
pub fn chaque_page_une_fois() {
    let visites = AtomicUsize::new(0);
    let liens = |page: &'static str| {
        visites.fetch_add(1, Ordering::SeqCst);
        site(page)
    };
    let rapport = explorer("a", liens, 2, &never());
    assert_eq!(rapport.pages, ["a", "b", "c"], "les pages, triées");
    assert_eq!(visites.into_inner(), 3, "le nombre de visites");
}

/// Deux visites se font à la fois : celle de « b » attend celle de « c », et
/// l'inverse.
pub fn deux_visites_a_la_fois() {
    let (vers_c, de_b) = bounded(0);
    let (vers_b, de_c) = bounded(0);
    let liens = |page: &'static str| {
        match page {
            "a" => return vec!["b", "c"],
            "b" => {
                vers_c.send(()).unwrap();
                de_c.recv().unwrap();
            }
            _ => {
                de_b.recv().unwrap();
                vers_b.send(()).unwrap();
            }
        }
        vec![]
    };
    let rapport = explorer("a", liens, 2, &never());
    assert_eq!(rapport.pages, ["a", "b", "c"], "les pages, triées");
}

/// Une visite à la fois, demandée, n'en fait jamais deux.
pub fn pas_plus_de_visites_que_demande() {
    let en_cours = AtomicUsize::new(0);
    let liens = |page: &'static str| {
        let avant = en_cours.fetch_add(1, Ordering::SeqCst);
        assert_eq!(avant, 0, "une visite est déjà en cours");
        let liens = site(page);
        en_cours.fetch_sub(1, Ordering::SeqCst);
        liens
    };
    let rapport = explorer("a", liens, 1, &never());
    assert_eq!(rapport.pages, ["a", "b", "c"], "les pages, triées");
}

/// Une page sans lien, et plus de visiteurs que de pages : tous finissent.
pub fn plus_de_visiteurs_que_de_pages() {
    let rapport = explorer("seule", |_| vec![], 3, &never());
    assert_eq!(rapport.pages, ["seule"], "la page");
    assert!(rapport.complet, "aucune page n'est de côté");
}

/// L'échéance, déjà passée, ne laisse commencer aucune visite.
pub fn l_echeance_deja_passee() {
    let (fin, echeance) = bounded::<Instant>(0);
    drop(fin);
    let rapport = explorer("a", site, 2, &echeance);
    assert_eq!(rapport.pages, [""; 0], "aucune visite ne commence");
    assert!(!rapport.complet, "« a » est de côté");
}

/// L'échéance passe pendant la première visite : c'est la seule. Son message est
/// unique, comme celui d'`after`.
pub fn l_echeance_est_un_seul_message() {
    let (fin, echeance) = bounded(1);
    let liens = |page: &'static str| {
        // Les visites de trop, s'il y en a, n'en envoient pas un second.
        let _ = fin.try_send(Instant::now());
        site(page)
    };
    let rapport = explorer("a", liens, 2, &echeance);
    assert_eq!(rapport.pages, ["a"], "une visite, puis l'échéance");
    assert!(!rapport.complet, "« b » et « c » sont de côté");
}

/// L'échéance passe à tout moment : ce qui a commencé est fini, et compté.
pub fn l_echeance_a_tout_moment() {
    let visites = AtomicUsize::new(0);
    let liens = |page: &'static str| {
        visites.fetch_add(1, Ordering::SeqCst);
        match page {
            "a" => vec!["b"],
            _ => vec![],
        }
    };
    let rapport = explorer("a", liens, 2, &after(Duration::from_millis(1)));
    let attendues = ["a", "b"].into_iter().take(visites.into_inner());
    assert_eq!(
        rapport.pages,
        Vec::from_iter(attendues),
        "ce qui est visité"
    );
    assert_eq!(
        rapport.complet,
        rapport.pages.len() == 2,
        "le rapport dit tout"
    );
}
