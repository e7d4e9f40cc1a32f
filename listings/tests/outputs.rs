//! Chaque programme Rust du livre, lancé de nombreuses fois, n'affiche que ce
//! que permet sa `.sortie`.

mod common;

use common::{Program, files, listings, listings_dir, references};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};
use testing::fail_if_any;

#[test]
fn chaque_programme_n_affiche_que_ses_sorties_permises() {
    let programs: Vec<Program> = listings()
        .into_iter()
        .map(|listing| Program {
            path: executable(&listing.name),
            listing,
        })
        .collect();
    common::verify(&programs, common::RUNS, |listing, runs| {
        Vec::from_iter(common::verdict(listing, "rs", runs))
    });
}

/// L'exécutable que cargo vient de construire pour ce test.
fn executable(name: &str) -> PathBuf {
    let variable = format!("CARGO_BIN_EXE_{name}");
    match env::var_os(&variable) {
        Some(path) => path.into(),
        None => panic!(
            "{variable} n'est pas définie : le listing « {name} » a-t-il sa [[bin]] dans listings/Cargo.toml ? \
             Et lancez ce test par `cargo test -p listings --test outputs`, avec Rust 1.95 au moins"
        ),
    }
}

/// Les `[[bin]]` que déclare listings/Cargo.toml.
fn declared() -> Vec<toml::Value> {
    let manifest = fs::read_to_string(listings_dir().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    manifest["bin"].as_array().unwrap().clone()
}

#[test]
fn chaque_listing_est_declare_dans_cargo_toml_et_rien_d_autre() {
    let text = |bin: &toml::Value, key: &str| bin[key].as_str().unwrap_or_default().to_owned();
    let declared = declared();
    let declared = declared
        .iter()
        .map(|bin| (text(bin, "name"), text(bin, "path")));
    let declared: BTreeSet<(String, String)> = declared.collect();
    let expected: BTreeSet<(String, String)> = references()
        .iter()
        .map(|reference| {
            let name = reference.rsplit('/').next().unwrap_or(reference);
            (name.to_owned(), format!("{reference}.rs"))
        })
        .collect();

    let missing = expected.difference(&declared).map(|(name, path)| {
        format!(
            "listings/{path}:1 : il n'est pas déclaré : ajoutez à listings/Cargo.toml\n\n[[bin]]\nname = \"{name}\"\npath = \"{path}\""
        )
    });
    let stray = declared.difference(&expected).map(|(name, path)| {
        format!(
            "listings/Cargo.toml déclare la [[bin]] « {name} » ({path}), qui n'est pas un listing : attendu \
             <chapitre>/{name}.rs, à côté de {name}.go et de {name}.sortie"
        )
    });
    fail_if_any(&missing.chain(stray).collect::<Vec<_>>());
}

#[test]
fn cargo_lance_les_tests_de_chaque_listing_qui_en_a() {
    let mut errors = Vec::new();
    for bin in declared() {
        let path = bin["path"].as_str().unwrap();
        let source = fs::read_to_string(listings_dir().join(path)).unwrap_or_default();
        let tested = bin.get("test").and_then(toml::Value::as_bool) != Some(false);
        match (source.contains("#[test]"), tested) {
            (true, false) => errors.push(format!("listings/{path} a des tests : enlevez `test = false` de sa [[bin]], dans listings/Cargo.toml")),
            (false, true) => errors.push(format!("listings/{path} n'a pas de test : ajoutez `test = false` à sa [[bin]], dans listings/Cargo.toml, ou écrivez-en")),
            _ => {}
        }
    }
    fail_if_any(&errors);
}

/// Le programme qu'accompagne `path` : `demande.rs` pour `demande.go`, `demande.sortie`
/// et `demande_test.go`.
fn accompanied(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = stem.strip_suffix("_test").unwrap_or(&stem);
    path.with_file_name(format!("{name}.rs"))
}

#[test]
fn chaque_fichier_accompagne_un_programme_rust() {
    let files = [files("go", 2..=2), files("sortie", 2..=2)].concat();
    let orphans = files
        .iter()
        .map(|path| (path, accompanied(path)))
        .filter(|(_, program)| !program.exists());
    let orphans = orphans.map(|(path, program)| {
        format!(
            "{} est seul : il manque {}",
            path.display(),
            program.display()
        )
    });
    fail_if_any(&orphans.collect::<Vec<_>>());
}
