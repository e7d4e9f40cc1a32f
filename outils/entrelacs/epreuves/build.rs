//! Prépare pour l'exploration les programmes d'épreuve, et en compile aussi avec les
//! vrais std et crossbeam.

use entrelacs_import::Importer;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo définit le dossier"));
    let mut importer = Importer::new();
    let own = programs(&here.join("programmes"));
    for (name, path) in &own {
        importer.add(name, path);
    }
    importer.write_for_build_script();
    natives(&own);
    bounds(&here.join("bornes"));
}

/// Les programmes dont l'exploration a une durée et une mémoire à tenir. À part :
/// les plus grands n'ont pas leur place dans chaque test.
fn bounds(folder: &Path) {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut importer = Importer::new();
    let mut files = entries(folder);
    files.sort();
    for path in files {
        println!("cargo:rerun-if-changed={}", path.display());
        let name = path.file_stem().expect("un fichier a un nom");
        importer.add(&name.to_string_lossy(), &path);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo définit OUT_DIR"));
    let out = out.join("bornes");
    fs::create_dir_all(&out).expect("OUT_DIR s'écrit");
    if let Err(refusals) = importer.write(&out) {
        panic!("\n\n{}\n", refusals.join("\n"));
    }
}

/// Les `dossier/nom.rs` sous `root`, nommés `dossier/nom`, triés.
fn programs(root: &Path) -> Vec<(String, PathBuf)> {
    println!("cargo:rerun-if-changed={}", root.display());
    let mut found = Vec::new();
    for folder in entries(root).into_iter().filter(|path| path.is_dir()) {
        println!("cargo:rerun-if-changed={}", folder.display());
        for path in entries(&folder) {
            if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.with_extension("");
                let name = name.strip_prefix(root).expect("sous la racine");
                found.push((name.display().to_string(), path));
            }
        }
    }
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{} : {error}", folder.display()));
    entries
        .map(|entry| entry.expect("le dossier se lit").path())
        .collect()
}

/// Les programmes des tables de sémantique et de temps, compilés sans modèle :
/// leurs affichages vont dans un tampon.
fn natives(own: &[(String, PathBuf)]) {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo définit OUT_DIR"));
    let mut index = String::new();
    let mut list = String::new();
    for (rank, (name, path)) in own.iter().enumerate() {
        if !name.starts_with("semantique/") && !name.starts_with("temps/") {
            continue;
        }
        let source = fs::read_to_string(path).expect("le programme se lit");
        let copy = out.join(format!("natif{rank}.rs"));
        // Les lignes `//!` doivent rester en tête : le préfixe va après.
        let body = source.trim_start_matches(|c| c != '\n');
        let text = format!(
            "use crate::natif::{{print, println}};\n{body}\npub fn __main() {{ main() }}\n"
        );
        fs::write(&copy, text).expect("OUT_DIR s'écrit");
        index +=
            &format!("#[path = {copy:?}]\n#[allow(warnings, clippy::all)]\nmod natif{rank};\n");
        list += &format!("    ({name:?}, natif{rank}::__main),\n");
    }
    let text = format!(
        "{index}/// Les mêmes programmes, sans modèle.\npub static NATIVES: &[(&str, fn())] = &[\n{list}];\n"
    );
    fs::write(out.join("natifs.rs"), text).expect("OUT_DIR s'écrit");
}
