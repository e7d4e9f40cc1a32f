//! Prend la source de crossbeam-channel là où cargo l'a rangée, et l'adapte :
//! ses fils, ses verrous et ses valeurs atomiques deviennent ceux de shuttle.

use anyhow::{ensure, Context, Result};
use cargo_metadata::{CargoOpt, MetadataCommand};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Les fichiers de crossbeam-channel, et combien de fois chaque remplacement de
/// [`EDITS`] s'y applique. Un autre compte veut dire que la source a changé, et
/// que l'adaptation est à relire.
const FILES: &[(&str, [usize; EDITS.len()])] = &[
    ("channel.rs", [0, 0, 0]),
    ("context.rs", [0, 1, 0]),
    ("counter.rs", [0, 0, 0]),
    ("err.rs", [0, 0, 0]),
    ("flavors/array.rs", [2, 1, 0]),
    ("flavors/at.rs", [0, 0, 0]),
    ("flavors/list.rs", [2, 1, 0]),
    ("flavors/mod.rs", [0, 0, 0]),
    ("flavors/never.rs", [0, 0, 0]),
    ("flavors/tick.rs", [0, 1, 0]),
    ("flavors/zero.rs", [0, 1, 0]),
    ("select.rs", [0, 1, 0]),
    ("select_macro.rs", [0, 0, 0]),
    ("utils.rs", [0, 0, 1]),
    ("waker.rs", [0, 0, 0]),
];

/// Ce qui se remplace, et par quoi.
const EDITS: [(&str, &str); 3] = [
    // Les atomiques de `core` échapperaient à shuttle.
    ("core::sync::atomic::", "std::sync::atomic::"),
    // L'attente active y passe par `crate::waiting`, qui cède la main.
    (
        "use crossbeam_utils::",
        "use crate::waiting::crossbeam_utils::",
    ),
    // Le tirage des branches d'une sélection : au hasard de shuttle.
    (
        "Wrapping(1_406_868_647)",
        "Wrapping(crate::waiting::seed())",
    ),
];

/// Ce que chaque fichier gagne sur sa première ligne : son `std` est le nôtre.
const PREFIX: &str = "#[allow(unused_imports)] use crate::facade as std; ";

fn main() -> Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../../../Cargo.lock");
    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo définit OUT_DIR")?);
    let metadata = MetadataCommand::new()
        .features(CargoOpt::AllFeatures)
        .other_options(["--offline".to_owned(), "--locked".to_owned()])
        .exec()
        .context("cargo metadata")?;
    let source = |name: &str| -> Result<PathBuf> {
        let package = metadata
            .packages
            .iter()
            .find(|package| package.name == name)
            .with_context(|| format!("{name} n'est pas dans Cargo.lock"))?;
        let folder = package.manifest_path.parent().context("un dossier")?;
        Ok(folder.join("src").into_std_path_buf())
    };
    let channel = source("crossbeam-channel")?;
    fs::create_dir_all(out.join("flavors"))?;
    for (name, expected) in FILES {
        let mut text = read(&channel.join(name))?;
        for ((from, to), expected) in EDITS.iter().zip(expected) {
            let found = text.matches(from).count();
            ensure!(
                found == *expected,
                "{name} de crossbeam-channel : « {from} » y est {found} fois, et non {expected} ; relisez l'adaptation"
            );
            text = text.replace(from, to);
        }
        let start = after_inner(&text);
        text.insert_str(start, PREFIX);
        fs::write(out.join(name), text)?;
    }
    fs::write(out.join("lib.rs"), library(&channel, &out)?)?;

    let group = source("crossbeam-utils")?.join("sync/wait_group.rs");
    let mut text = read(&group)?;
    for (from, expected) in [("crate::primitive::sync::", 2), ("std::fmt", 1)] {
        let found = text.matches(from).count();
        ensure!(
            found == expected,
            "wait_group.rs de crossbeam-utils : « {from} » y est {found} fois, et non {expected} ; relisez l'adaptation"
        );
    }
    text = text.replace("crate::primitive::sync::", "crate::facade::sync::");
    fs::write(out.join("wait_group.rs"), text)?;
    fs::write(
        out.join("wait_group_module.rs"),
        format!(
            "#[path = {:?}]\nmod wait_group;\n",
            out.join("wait_group.rs")
        ),
    )?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// La place qui suit les commentaires `//!` et les attributs `#![…]` du début.
fn after_inner(text: &str) -> usize {
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.starts_with("//") && !line.starts_with("///")
            || line.starts_with("#![")
            || line.trim().is_empty();
        if !inner {
            break;
        }
        place += line.len();
    }
    place
}

/// La racine de crossbeam-channel, à inclure : sans ses attributs, avec le
/// chemin de ses modules.
fn library(channel: &Path, out: &Path) -> Result<String> {
    let text = read(&channel.join("lib.rs"))?;
    let start = text.find("mod channel;").context(
        "lib.rs de crossbeam-channel : `mod channel;` n'y est pas ; relisez l'adaptation",
    )?;
    let mut library = String::new();
    for line in text[start..].lines() {
        match line
            .strip_prefix("mod ")
            .and_then(|rest| rest.strip_suffix(';'))
        {
            Some("flavors") => {
                library += &format!("#[path = {:?}]\n", out.join("flavors/mod.rs"));
            }
            Some(name) => library += &format!("#[path = {:?}]\n", out.join(format!("{name}.rs"))),
            None => {}
        }
        library += &line.replace(r#"#[cfg(feature = "std")]"#, "");
        library.push('\n');
    }
    Ok(library)
}
