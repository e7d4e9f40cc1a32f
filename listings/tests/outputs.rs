//! Chaque programme Rust du livre, lancé de nombreuses fois, n'affiche que ce
//! que permet sa `.sortie`.

mod common;

use common::{Program, listings, listings_dir, references};
use std::collections::BTreeSet;
use std::path::PathBuf;
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

#[test]
fn chaque_listing_est_declare_dans_cargo_toml_et_rien_d_autre() {
    let manifest = fs::read_to_string(listings_dir().join("Cargo.toml"))
        .expect("listings/Cargo.toml est lisible");
    let manifest: toml::Table = manifest
        .parse()
        .expect("listings/Cargo.toml est du TOML : cargo l'a lu");
    let text = |bin: &toml::Value, key: &str| bin[key].as_str().unwrap_or_default().to_owned();
    let declared: BTreeSet<(String, String)> = manifest["bin"]
        .as_array()
        .expect("les [[bin]] sont un tableau")
        .iter()
        .map(|bin| (text(bin, "name"), text(bin, "path")))
        .collect();
    let expected: BTreeSet<(String, String)> = references()
        .iter()
        .map(|reference| {
            let name = reference.rsplit('/').next().unwrap_or(reference);
            (name.to_owned(), format!("{reference}.rs"))
        })
        .collect();

    let mut errors = Vec::new();
    for (name, path) in expected.difference(&declared) {
        errors.push(format!(
            "listings/{path} n'est pas déclaré : ajoutez à listings/Cargo.toml\n\n[[bin]]\nname = \"{name}\"\npath = \"{path}\""
        ));
    }
    for (name, path) in declared.difference(&expected) {
        errors.push(format!(
            "listings/Cargo.toml déclare la [[bin]] « {name} » ({path}), qui n'est pas un listing : attendu \
             <chapitre>/{name}.rs, à côté de {name}.go et de {name}.sortie"
        ));
    }
    fail_if_any(&errors);
}

#[test]
fn cargo_lance_les_tests_de_chaque_listing_qui_en_a() {
    let manifest = fs::read_to_string(listings_dir().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let mut errors = Vec::new();
    for bin in manifest["bin"].as_array().unwrap() {
        let path = bin["path"].as_str().unwrap();
        let source = fs::read_to_string(listings_dir().join(path)).unwrap_or_default();
        let has_tests = source.contains("#[test]");
        let tested = bin.get("test").and_then(toml::Value::as_bool) != Some(false);
        if has_tests != tested {
            errors.push(match has_tests {
                true => format!("listings/{path} a des tests : enlevez `test = false` de sa [[bin]], dans listings/Cargo.toml"),
                false => format!("listings/{path} n'a pas de test : ajoutez `test = false` à sa [[bin]], dans listings/Cargo.toml, ou écrivez-en"),
            });
        }
    }
    fail_if_any(&errors);
}

#[test]
fn chaque_fichier_accompagne_un_programme_rust() {
    let orphans: Vec<String> = walkdir::WalkDir::new(listings_dir())
        .min_depth(2)
        .max_depth(2)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("listings/ se parcourt").into_path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "go" || extension == "sortie")
        })
        .filter(|path| !path.with_extension("rs").exists())
        .map(|path| {
            let program = path.with_extension("rs");
            format!(
                "{} est seul : il manque {}",
                path.display(),
                program.display()
            )
        })
        .collect();
    fail_if_any(&orphans);
}
