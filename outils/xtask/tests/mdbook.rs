//! Le choix de mdBook. Aucun de ces tests n'installe quoi que ce soit : cargo y
//! est absent, et la commande s'arrête là où elle en aurait eu besoin.

#![cfg(unix)]

mod commun;

use commun::{Repository, stderr};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const INSTALLING: &str = "Installation de mdbook 0.5.4";
const BUILDING: &str = "Compilation du préprocesseur";

fn build_without_cargo(repository: &Repository, path: &Path) -> Output {
    let output = repository
        .xtask(&["build"])
        .env("PATH", path)
        .env("CARGO", repository.root.join("absent/cargo"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    output
}

#[test]
fn une_autre_version_est_ecartee() {
    for version in ["mdbook v0.4.40", "mdbook v0.5.40", "mdbook v0.5.4-dev"] {
        let repository = Repository::new();
        let path = repository.root.join("bin");
        fake_mdbook(&path, version);
        let message = stderr(&build_without_cargo(&repository, &path));
        assert!(
            message.contains(&format!(
                "Le mdbook de votre PATH est écarté ({version}) : le cours utilise la version 0.5.4."
            )),
            "{message}"
        );
        assert!(message.contains(INSTALLING), "{message}");
    }
}

#[test]
fn la_bonne_version_du_path_est_prise() {
    let repository = Repository::new();
    let path = repository.root.join("bin");
    fake_mdbook(&path, "mdbook v0.5.4");
    let message = stderr(&build_without_cargo(&repository, &path));
    assert!(message.starts_with(BUILDING), "{message}");
}

#[test]
fn celui_de_target_outils_est_pris_a_defaut() {
    let repository = Repository::new();
    fake_mdbook(&repository.root.join("target/outils/bin"), "mdbook v0.5.4");
    let message = stderr(&build_without_cargo(
        &repository,
        &repository.root.join("vide"),
    ));
    assert!(message.starts_with(BUILDING), "{message}");
}

#[test]
fn sans_cargo_le_message_dit_quoi_installer() {
    let repository = Repository::new();
    let message = stderr(&build_without_cargo(
        &repository,
        &repository.root.join("vide"),
    ));
    assert!(message.contains(INSTALLING), "{message}");
    assert!(message.contains("est introuvable"), "{message}");
    assert!(message.contains("installez Rust"), "{message}");
}

/// Écrit dans `dir` un faux mdbook qui ne sait que dire sa version.
fn fake_mdbook(dir: &Path, version: &str) {
    fs::create_dir_all(dir).unwrap();
    // Écrit par un autre processus : si un test parallèle lance un programme
    // pendant que nous tenons le fichier ouvert en écriture, le système refuse
    // ensuite de l'exécuter (ETXTBSY).
    let mut sh = Command::new("sh")
        .args([
            "-c",
            "cat > \"$0\" && chmod +x \"$0\"",
            dir.join("mdbook").to_str().unwrap(),
        ])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    write!(sh.stdin.take().unwrap(), "#!/bin/sh\necho '{version}'\n").unwrap();
    assert!(sh.wait().unwrap().success());
}
