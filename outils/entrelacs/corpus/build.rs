//! Prépare pour l'exploration les programmes d'épreuve, et en compile aussi avec les
//! vrais std et crossbeam.

use anyhow::{Context, Result, bail};
use entrelacs_import::{Importer, declaration};
use std::path::{Path, PathBuf};
use std::{env, fs};

mod sizes {
    include!("sizes.rs");
}

fn main() -> Result<()> {
    let here =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").context("cargo définit le dossier")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo définit OUT_DIR")?);
    let own = files::programs(&here.join("programmes"))?;
    let mut importer = Importer::new();
    for (name, path) in &own {
        match sizes::SIZES.iter().find(|(sized, ..)| sized == name) {
            Some((_, constant, sizes)) => importer.add_sizes(name, path, constant, sizes),
            None => {
                importer.add(name, path);
            }
        }
    }
    importer.write_for_build_script();
    bounds(&here, &out.join("bornes"))?;
    natives(&own, &out)
}

/// Les programmes dont l'exploration a une durée et une mémoire à tenir. À part :
/// les plus grands n'ont pas leur place dans chaque test.
fn bounds(here: &Path, out: &Path) -> Result<()> {
    let mut importer = Importer::new();
    for (name, path) in files::programs(here)? {
        match name.strip_prefix("bornes/") {
            Some("longue_apres") => {
                importer.add_sizes("longue_apres", &path, "PATIENCE", &[3, 20]);
            }
            Some("salon") => importer.add_sizes("salon", &path, "MEMBRES", &[2, 3]),
            Some(name) => {
                importer.add(name, &path);
            }
            None => {}
        }
    }
    let counter = here.join("programmes/memoire/compteur.rs");
    importer.add_sizes("compteur", &counter, "TOURS", &[30, 100, 1000]);
    match importer.write(out) {
        Ok(()) => Ok(()),
        Err(refusals) => bail!("\n\n{}\n", refusals.join("\n")),
    }
}

/// Les programmes des tables de sémantique et de temps, compilés sans modèle :
/// leurs affichages vont dans un tampon.
fn natives(own: &[(String, PathBuf)], out: &Path) -> Result<()> {
    let (mut modules, mut list) = (String::new(), String::new());
    for (rank, (name, path)) in own.iter().enumerate() {
        if !name.starts_with("semantique/") && !name.starts_with("temps/") {
            continue;
        }
        let source = fs::read_to_string(path)?;
        let module = format!("native{rank}");
        let copy = out.join(&module).with_extension("rs");
        // Les lignes `//!` doivent rester en tête : le préfixe va après.
        let body = source.trim_start_matches(|c| c != '\n');
        let text = format!(
            "use crate::native::{{print, println}};\n{body}\npub fn __main() {{ main() }}\n"
        );
        fs::write(&copy, text)?;
        modules += &declaration(&module, &copy);
        list += &format!("    ({name:?}, {module}::__main),\n");
    }
    let text = format!(
        "{modules}/// Les mêmes programmes, sans modèle.\npub static NATIVES: &[(&str, fn())] = &[\n{list}];\n"
    );
    Ok(fs::write(out.join("natives.rs"), text)?)
}
