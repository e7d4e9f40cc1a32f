//! Rien dans les sources des pages n'échappe aux vérifications : chaque bloc a
//! la sienne, chaque commande nomme ce qui existe, chaque lien mène quelque
//! part, chaque programme est montré.

use mdbook_cours::page::drawings;
use relecture::commands::shell;
use relecture::links::{self, Site};
use relecture::pages::{fences, form, measurements, page, programs, summary, unfinished, yours};
use std::path::Path;
use std::sync::LazyLock;
use testing::{fail_if_any, root};

/// Le livre rendu, ou ce qui l'empêche de l'être.
pub static BOOK: LazyLock<Result<Site, String>> = LazyLock::new(|| {
    let colors = Path::new(env!("CARGO_TARGET_TMPDIR")).join("couleurs");
    Site::of_book(root(), &colors).map_err(|error| format!("{error:#}"))
});

#[test]
fn chaque_bloc_de_chaque_page_est_verifie() {
    let errors: Vec<String> = page::pages()
        .iter()
        .chain(&page::root_documents())
        .flat_map(fences::check)
        .collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_commande_citee_dans_une_phrase_marche() {
    let errors: Vec<String> = page::pages()
        .iter()
        .chain(&page::root_documents())
        .flat_map(shell::check_prose)
        .collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_lien_du_livre_mene_quelque_part() {
    let pages = page::pages();
    let mut errors: Vec<String> = pages.iter().flat_map(links::check_references).collect();
    match &*BOOK {
        Ok(site) => errors.extend(links::check_site(site, &pages)),
        Err(error) => errors.push(format!("le livre ne se construit pas : {error}")),
    }
    fail_if_any(&errors);
}

#[test]
fn chaque_lien_du_readme_et_de_ses_suites_mene_quelque_part() {
    let documents = page::root_documents();
    assert!(
        documents
            .iter()
            .any(|document| document.file == "README.md")
    );
    let mut errors = Vec::new();
    for document in &documents {
        errors.extend(links::check_references(document));
        errors.extend(links::check_file(document, root()));
    }
    fail_if_any(&errors);
}

#[test]
fn le_sommaire_nomme_chaque_page_une_fois() {
    fail_if_any(&summary::check(&page::summary(), &page::pages()));
}

#[test]
fn chaque_page_a_la_forme_attendue() {
    let errors: Vec<String> = page::pages().iter().flat_map(form::check).collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_page_de_cours_propose_des_retouches() {
    fail_if_any(&yours::check(&page::summary(), &page::pages()));
}

#[test]
fn chaque_programme_est_montre_par_une_page() {
    let listings = root().join("listings");
    let references = catalogue::references(&listings).unwrap_or_else(|errors| panic!("{errors:?}"));
    let errors = programs::check(&references, &programs::refused(&listings), &page::pages());
    fail_if_any(&errors);
}

#[test]
fn chaque_programme_a_sa_mission() {
    let listings = root().join("listings");
    let references = catalogue::references(&listings).unwrap_or_else(|errors| panic!("{errors:?}"));
    fail_if_any(&programs::without_mission(&references, &listings));
}

#[test]
fn chaque_diagramme_a_son_dessin() {
    let errors = drawings::check(&root().join("src")).unwrap_or_else(|error| vec![error]);
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_extrait_d_un_releve_parle_de_sa_page() {
    let errors: Vec<String> = page::pages().iter().flat_map(measurements::check).collect();
    fail_if_any(&errors);
}

#[test]
fn rien_ne_reste_a_ecrire() {
    fail_if_any(&unfinished::check(root()));
}
