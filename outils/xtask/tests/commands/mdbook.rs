//! Le choix de mdBook. Aucun de ces tests n'installe quoi que ce soit : cargo y
//! est absent, et la commande s'arrête là où elle en aurait eu besoin.

use super::common::{Repository, check, fake_program, free_port};
use std::path::Path;
use std::process::Output;

const INSTALLING: &str = "Installation de mdbook 0.5.4";
const SERVING: &str = "Le livre se construit";

fn serve_without_cargo(repository: &Repository, path: &Path) -> Output {
    repository
        .xtask(&["serve", "--port", &free_port().to_string()])
        .env("PATH", path)
        .env("CARGO", repository.root.join("absent/cargo"))
        .output()
        .unwrap()
}

/// Ce que dit un `serve` qui n'a pas pu installer mdBook.
fn refusal(repository: &Repository, path: &Path) -> String {
    check(&serve_without_cargo(repository, path), 1, &[INSTALLING])
}

/// Un `serve` dont le mdBook convient, et rend aussitôt la main.
fn served(repository: &Repository, path: &Path) {
    let said = check(&serve_without_cargo(repository, path), 0, &[]);
    assert!(said.starts_with(SERVING), "{said}");
}

#[test]
fn une_autre_version_est_ecartee() {
    for version in ["mdbook v0.4.40", "mdbook v0.5.40", "mdbook v0.5.4-dev"] {
        let repository = Repository::new();
        let path = repository.root.join("bin");
        fake_mdbook(&path, version);
        let message = refusal(&repository, &path);
        assert!(
            message.contains(&format!(
                "Le mdbook de votre PATH est écarté ({version}) : le cours utilise la version 0.5.4."
            )),
            "{message}"
        );
    }
}

#[test]
fn la_bonne_version_du_path_est_prise() {
    let repository = Repository::new();
    let path = repository.root.join("bin");
    fake_mdbook(&path, "mdbook v0.5.4");
    served(&repository, &path);
}

#[test]
fn celui_de_target_outils_est_pris_a_defaut() {
    let repository = Repository::new();
    fake_mdbook(&repository.root.join("target/outils/bin"), "mdbook v0.5.4");
    served(&repository, &repository.root.join("vide"));
}

#[test]
fn sans_cargo_le_message_dit_quoi_installer() {
    let repository = Repository::new();
    let message = refusal(&repository, &repository.root.join("vide"));
    assert!(message.contains("est introuvable"), "{message}");
    assert!(message.contains("installez Rust"), "{message}");
}

/// Écrit dans `dir` un faux mdbook qui ne sait que dire sa version.
fn fake_mdbook(dir: &Path, version: &str) {
    fake_program(dir, "mdbook", &format!("echo '{version}'"));
}
