//! Une dépendance n'est compilée qu'une fois, quelle que soit la commande.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::Command;
use testing::{fail_if_any, root};

/// Ce que choisissent les commandes du README et de la vérification.
const SELECTIONS: &[&[&str]] = &[
    &["--package", "xtask"],
    &[],
    &["--workspace"],
    &["--package", "preuves"],
    &["--package", "entrelacs", "--package", "entrelacs-oracle"],
];

#[test]
fn une_dependance_a_partout_les_memes_fonctionnalites() {
    let mut seen: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for selection in SELECTIONS {
        for (package, features) in dependencies(selection) {
            let command = format!("cargo … {}", selection.join(" "));
            let variants = seen.entry(package).or_default();
            variants.entry(features).or_default().insert(command);
        }
    }
    assert!(seen.len() > 200, "{} dépendances seulement", seen.len());
    let errors = seen.iter().filter(|(_, variants)| variants.len() > 1);
    let errors = errors.map(|(package, variants)| {
        let all: BTreeSet<&str> = variants.keys().flat_map(|list| list.split(',')).collect();
        let lacking = variants.iter().map(|(features, commands)| {
            let own: BTreeSet<&str> = features.split(',').collect();
            let lacking: Vec<&str> = all.difference(&own).copied().collect();
            let commands = Vec::from_iter(commands.iter().map(String::as_str));
            format!("  sans [{}] : {}", lacking.join(", "), commands.join(" ; "))
        });
        format!(
            "outils/features/Cargo.toml : {package} est compilé {} fois ; demandez-y toutes ses fonctionnalités\n{}",
            variants.len(),
            Vec::from_iter(lacking).join("\n")
        )
    });
    fail_if_any(&Vec::from_iter(errors));
}

/// Les dépendances, hors de ce dépôt, de ce que choisit `selection`, et leurs
/// fonctionnalités ; deux fois la même, si cargo la compile de deux façons.
fn dependencies(selection: &[&str]) -> Vec<(String, String)> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(root())
        .args(["tree", "--quiet", "--locked", "--offline"])
        .args(["--edges", "normal,build,dev", "--prefix", "none"])
        .args(["--format", "{p}|{f}"])
        .args(selection)
        .output()
        .expect("cargo se lance");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree : {errors}");
    let text = String::from_utf8(output.stdout).expect("cargo écrit de l'UTF-8");
    let lines = text.lines().filter_map(|line| line.split_once('|'));
    let external = lines.filter(|(package, _)| !package.contains('/'));
    external
        .map(|(package, features)| {
            let package = package.trim_end_matches(" (proc-macro)");
            let features = features.trim_end_matches(" (*)");
            (package.to_owned(), features.to_owned())
        })
        .collect()
}
