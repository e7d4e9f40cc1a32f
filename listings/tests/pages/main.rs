//! Rien dans les sources des pages n'échappe aux vérifications : chaque bloc a
//! la sienne, chaque commande nomme ce qui existe, chaque lien mène quelque
//! part, chaque programme est montré.

#[path = "../commun/mod.rs"]
mod commun;

mod blocs;
mod cargo;
mod commandes;
mod forme;
mod liens;
mod markdown;
mod mesures;
mod page;
mod programmes;
mod projet;
mod quiz;
mod site;
mod sommaire;

use projet::Project;
use site::Site;
use testing::fail_if_any;

#[test]
fn chaque_bloc_de_chaque_page_est_verifie() {
    let project = Project::load();
    let errors: Vec<String> = page::pages()
        .iter()
        .chain(&page::readme())
        .flat_map(|page| blocs::check(page, &project))
        .collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_commande_citee_dans_une_phrase_marche() {
    let project = Project::load();
    let errors: Vec<String> = page::pages()
        .iter()
        .chain(&page::readme())
        .flat_map(|page| commandes::check_prose(page, &project))
        .collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_lien_du_livre_mene_quelque_part() {
    let pages = page::pages();
    let mut errors: Vec<String> = pages.iter().flat_map(liens::check_references).collect();
    match Site::of_book(page::root()) {
        Ok(site) => errors.extend(liens::check_site(&site, &pages)),
        Err(error) => errors.push(format!("le livre ne se construit pas : {error:#}")),
    }
    fail_if_any(&errors);
}

#[test]
fn chaque_lien_du_readme_mene_quelque_part() {
    let readme = page::readme().expect("le dépôt a un README.md");
    let mut errors = liens::check_references(&readme);
    errors.extend(liens::check_file(&readme, page::root()));
    fail_if_any(&errors);
}

#[test]
fn le_sommaire_nomme_chaque_page_une_fois() {
    fail_if_any(&sommaire::check(&page::summary(), &page::pages()));
}

#[test]
fn chaque_page_a_la_forme_attendue() {
    let errors: Vec<String> = page::pages().iter().flat_map(forme::check).collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_programme_est_montre_par_une_page() {
    let errors = programmes::check(
        &commun::references(),
        &programmes::refused(commun::listings_dir()),
        &page::pages(),
    );
    fail_if_any(&errors);
}

#[test]
fn chaque_page_de_cours_a_son_quiz() {
    fail_if_any(&quiz::check(&page::summary(), &page::pages(), page::root()));
}

#[test]
fn chaque_extrait_d_un_releve_parle_de_sa_page() {
    let errors: Vec<String> = page::pages().iter().flat_map(mesures::check).collect();
    fail_if_any(&errors);
}
