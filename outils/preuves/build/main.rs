//! Prépare pour l'exploration les listings du livre, leurs variantes, et les programmes
//! de ses quiz.

mod copies;
mod quizzes;
mod repairs;
mod rooms;
mod variants;

use entrelacs_import::Importer;
use std::env;
use std::path::{Path, PathBuf};

fn main() {
    let variable = |name| PathBuf::from(env::var_os(name).expect("cargo définit ses dossiers"));
    let (here, out) = (variable("CARGO_MANIFEST_DIR"), variable("OUT_DIR"));
    let root = here.ancestors().nth(2).expect("le paquet est dans outils/");
    // Un programme ou une page de plus s'y déclare ; le reste de ces
    // dossiers peut changer sans que rien soit à refaire.
    for file in [
        "listings/Cargo.toml",
        "listings/tailles.toml",
        "src/SUMMARY.md",
    ] {
        watch(&root.join(file));
    }
    let listings = root.join(catalogue::LISTINGS);
    let mut importer = Importer::new();
    let sizes = catalogue::reduced_sizes(&listings).unwrap_or_else(|error| panic!("\n\n{error}\n"));
    for (constant, value) in &sizes {
        importer.constant(constant, value);
    }
    let references = catalogue::references(&listings)
        .unwrap_or_else(|errors| panic!("\n\n{}\n", errors.join("\n")));
    for (name, path) in variants::programs(&listings, &references, &out) {
        importer.add(&name, path);
    }
    for name in references {
        let path = listings.join(&name);
        if path.with_extension("sortie").exists() {
            importer.add(&format!("livre/{name}"), path.with_extension("rs"));
        }
    }
    for (name, path) in repairs::programs(&here) {
        importer.add(&name, path);
    }
    for (name, path) in quizzes::programs(root, &out) {
        importer.add(&name, path);
    }
    importer.write_for_build_script();

    // À part : trop grands pour ce que l'on demande à tous les autres.
    let mut rooms = Importer::new();
    let folder = out.join("trois_membres");
    for (name, path) in rooms::programs(&here, &listings, &folder) {
        rooms.add(&name, path);
    }
    let written = rooms.write(&folder);
    written.unwrap_or_else(|errors| panic!("\n\n{}\n", errors.join("\n")));
}

/// Dit à cargo de recommencer si `path` change.
fn watch(path: &Path) {
    println!("cargo:rerun-if-changed={}", path.display());
}
