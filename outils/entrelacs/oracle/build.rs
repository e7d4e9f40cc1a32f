//! Prépare deux fois chaque programme : pour shuttle, et tel quel pour de vrais
//! fils. Rien n'est emprunté à l'import d'entrelacs : un oracle qui partagerait
//! son erreur ne la verrait pas.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

mod exclus {
    include!("src/exclus.rs");
}

/// Ceux que loom peut exécuter : sans `static` ni canal, et qui finissent.
const LOOM: &[&str] = &[
    "classiques/lecteurs_redacteurs",
    "classiques/philosophes_ordonnes_3",
    "classiques/philosophes_ordonnes_4",
    "tailles/mutex_2",
    "tailles/mutex_3",
    "tailles/mutex_4",
];

/// Ce que gagne un programme sur sa première ligne pour s'exécuter sous loom.
const UNDER_LOOM: &str =
    "#[allow(unused_imports)] use crate::sous_loom::{facade as std, println}; ";

/// Ce que shuttle n'a pas, ou dont les délais n'y expirent jamais.
const UNKNOWN_TO_SHUTTLE: &[&str] = &[
    "OnceLock",
    "catch_unwind",
    "clear_poison",
    "is_poisoned",
    // Un fil qui attend activement peut y tourner sans jamais céder la place.
    "loop {",
    "mpsc::",
    // Une panique n'y empoisonne pas toujours le verrou tenu.
    "panic!(",
    // `Arc` y est celui du système : compter ses propriétaires n'est pas une étape.
    "strong_count",
    "wait_timeout",
];

/// Ce que gagne un programme sur sa première ligne pour s'exécuter sous shuttle.
const SHUTTLE: &str = "#[allow(unused_imports)] use ::crossbeam_sous_shuttle::{self as crossbeam_channel, self as crossbeam_utils, \
     facade as std}; #[allow(unused_imports)] use crate::sortie::{dbg, eprint, eprintln, print, println}; ";

fn main() -> Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo définit OUT_DIR")?);
    let here =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").context("cargo définit le dossier")?);
    let mut programs = Vec::new();
    let listings = here.join("../../..").join(catalogue::LISTINGS);
    let sizes = catalogue::reduced_sizes(&listings)?;
    for (name, path) in sources(&listings)? {
        if path.with_extension("sortie").exists() {
            programs.push((format!("livre/{name}"), path));
        }
    }
    // Ceux-là ont leur propre table : shuttle n'a pas d'horloge.
    let timed = |name: &str| name.starts_with("temps/");
    let own = sources(&here.join("../epreuves/programmes"))?;
    programs.extend(own.into_iter().filter(|(name, _)| !timed(name)));

    let (mut shuttle, mut native, mut loom) = (Vec::new(), Vec::new(), Vec::new());
    for (rank, (name, path)) in programs.iter().enumerate() {
        let text = prepared(path, &sizes)?;
        let excluded = exclus::EXCLUDED
            .iter()
            .any(|(excluded, ..)| excluded == name);
        let unknown = exclus::EXCLUDED_FOLDERS
            .iter()
            .any(|folder| name.starts_with(folder));
        if !excluded && !unknown {
            let text = prefixed(&lazy_statics(&text), SHUTTLE);
            shuttle.push(write(
                &out,
                &format!("shuttle{rank}"),
                name,
                &text,
                Main::Unit,
            )?);
        }
        if LOOM.contains(&name.as_str()) {
            let text = prefixed(&text, UNDER_LOOM);
            loom.push(write(
                &out,
                &format!("loom{rank}"),
                name,
                &text,
                Main::Unit,
            )?);
        }
        // Ici, un programme est un module : son `crate` n'est pas le sien.
        if !text.contains("crate::") {
            native.push(write(
                &out,
                &format!("natif{rank}"),
                name,
                &text,
                Main::Status,
            )?);
        }
    }
    drawn(&out)?;
    index(&out.join("loom.rs"), "PROGRAMS", &loom, Main::Unit)?;
    index(&out.join("shuttle.rs"), "PROGRAMS", &shuttle, Main::Unit)?;
    index(&out.join("natifs.rs"), "NATIVES", &native, Main::Status)
}

/// Les programmes tirés au hasard : ceux que shuttle peut exécuter, et tous pour de
/// vrais fils, avec devant chaque instruction de quoi laisser passer les autres.
fn drawn(out: &Path) -> Result<()> {
    const YIELDS: &str = "crate::natif::yield_at_random();";
    let (mut shuttle, mut native) = (Vec::new(), Vec::new());
    for (rank, compiled) in entrelacs_tirage::compiled().into_iter().enumerate() {
        let text = compiled.text();
        if !UNKNOWN_TO_SHUTTLE.iter().any(|word| text.contains(word)) {
            let text = prefixed(&text, SHUTTLE);
            shuttle.push(write(
                out,
                &format!("tire{rank}"),
                &compiled.name,
                &text,
                Main::Unit,
            )?);
        }
        let text = compiled.text_between(YIELDS);
        native.push(write(
            out,
            &format!("natif_tire{rank}"),
            &compiled.name,
            &text,
            Main::Status,
        )?);
    }
    index(&out.join("shuttle_tires.rs"), "DRAWN", &shuttle, Main::Unit)?;
    index(&out.join("natifs_tires.rs"), "DRAWN", &native, Main::Status)
}

/// Les `dossier/nom.rs` sous `root`, nommés `dossier/nom`, triés.
fn sources(root: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    println!("cargo:rerun-if-changed={}", root.display());
    for folder in entries(root)?.into_iter().filter(|path| path.is_dir()) {
        println!("cargo:rerun-if-changed={}", folder.display());
        for path in entries(&folder)? {
            if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root)?.with_extension("");
                found.push((name.display().to_string(), path));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

/// Le programme sans ses tests, à taille réduite.
fn prepared(path: &Path, sizes: &[(String, String)]) -> Result<String> {
    let mut text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    if let Some(tests) = text.find("#[cfg(test)]") {
        text.truncate(tests);
    }
    for (constant, size) in sizes {
        if let Some(start) = text.find(&format!("const {constant}:"))
            && let Some(equals) = text[start..].find('=')
            && let Some(end) = text[start..].find(';')
        {
            text.replace_range(start + equals + 1..start + end, size);
        }
    }
    Ok(text)
}

/// Une `static` garderait sa valeur d'une exécution à l'autre : celles de
/// shuttle sont neuves à chacune.
fn lazy_statics(text: &str) -> String {
    let mut result = String::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("static ") {
            Some(rest) => {
                result += &format!(
                    "::shuttle::lazy_static! {{ static ref {} }}\n",
                    rest.trim_end()
                )
            }
            None => result += line,
        }
    }
    result
}

fn prefixed(text: &str, prefix: &str) -> String {
    let start = after_inner(text);
    format!("{}{prefix}{}", &text[..start], &text[start..])
}

/// La place qui suit les commentaires `//!` et les attributs `#![…]` du début.
fn after_inner(text: &str) -> usize {
    let inner =
        |line: &&str| line.starts_with("//!") || line.starts_with("#!") || line.trim().is_empty();
    text.split_inclusive('\n')
        .take_while(inner)
        .map(str::len)
        .sum()
}

/// Ce que rend la fonction qui lance un programme.
#[derive(Clone, Copy)]
enum Main {
    /// Rien.
    Unit,
    /// Son statut, après avoir dit son erreur, comme tout programme.
    Status,
}

fn write(
    out: &Path,
    module: &str,
    name: &str,
    text: &str,
    main: Main,
) -> Result<(String, String, PathBuf)> {
    let path = out.join(format!("{module}.rs"));
    let launch = match main {
        Main::Unit => "pub fn __main() { let _ = main(); }",
        Main::Status => {
            "pub fn __main() -> ::std::process::ExitCode { ::std::process::Termination::report(main()) }"
        }
    };
    fs::write(&path, format!("{text}\n{launch}\n"))?;
    Ok((module.to_owned(), name.to_owned(), path))
}

fn index(path: &Path, list: &str, modules: &[(String, String, PathBuf)], main: Main) -> Result<()> {
    let main = match main {
        Main::Unit => "fn()",
        Main::Status => "fn() -> ::std::process::ExitCode",
    };
    let mut text = String::new();
    for (module, _, path) in modules {
        text += &format!("#[path = {path:?}]\n#[allow(warnings, clippy::all)]\nmod {module};\n");
    }
    text += &format!(
        "/// Les programmes, par leur nom.\npub static {list}: &[crate::Named<{main}>] = &[\n"
    );
    for (module, name, _) in modules {
        text += &format!("    ({name:?}, {module}::__main),\n");
    }
    text += "];\n";
    fs::write(path, text).with_context(|| path.display().to_string())
}
