//! Trouve le script de Mermaid dans le paquet mdbook-mermaid que fixe
//! `Cargo.lock`, pour que le préprocesseur puisse l'embarquer ; et la version de
//! `syntect`, dont dépendent les couleurs qu'il garde.

use cargo_metadata::{Metadata, MetadataCommand};
use std::env;

const SCRIPT: &str = "src/bin/assets/mermaid.min.js";

fn main() {
    println!("cargo:rerun-if-changed=../../Cargo.lock");
    println!("cargo:rerun-if-changed=build.rs");

    // Hors ligne d'abord : tout est d'ordinaire déjà téléchargé.
    let metadata = metadata(&["--offline"])
        .or_else(|_| metadata(&[]))
        .unwrap_or_else(|erreur| panic!("`cargo metadata` a échoué : {erreur}"));
    let named = |name: &str| metadata.packages.iter().find(|it| it.name.as_str() == name);
    let package = named("mdbook-mermaid").expect("mdbook-mermaid est une dépendance de ce paquet");
    let script = package
        .manifest_path
        .parent()
        .expect("un manifeste est dans un dossier")
        .join(SCRIPT);
    assert!(
        script.exists(),
        "{script} n'existe pas : mdbook-mermaid {} range son script ailleurs, corrigez SCRIPT",
        package.version
    );
    println!("cargo:rustc-env=MERMAID_JS={script}");
    println!("cargo:rustc-env=MERMAID_VERSION={}", package.version);
    // Absent si personne ne demande les couleurs.
    let syntect = named("syntect").map(|package| package.version.to_string());
    println!(
        "cargo:rustc-env=SYNTECT_VERSION={}",
        syntect.unwrap_or_default()
    );
}

fn metadata(options: &[&str]) -> Result<Metadata, cargo_metadata::Error> {
    let target = env::var("TARGET").expect("cargo définit TARGET");
    let mut arguments = vec![
        "--locked".to_owned(),
        "--filter-platform".to_owned(),
        target,
    ];
    arguments.extend(options.iter().map(ToString::to_string));
    MetadataCommand::new()
        .manifest_path("Cargo.toml")
        .other_options(arguments)
        .exec()
}
