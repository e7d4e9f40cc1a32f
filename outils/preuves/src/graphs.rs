//! Ce qui est prouvé des listings et de leurs variantes, gardé à côté d'eux : leurs
//! graphes, et le message de rustc pour une variante qu'il refuse. Le livre les montre
//! sans compiler l'explorateur.

use crate::{LISTING, variants};
use catalogue::Variant;
use entrelacs::{Config, Program, explore};
use files::write_if_changed;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Les fins des noms de ce qui est gardé.
const GRAPH: &str = ".graphe.json";
const MESSAGE: &str = ".stderr";

/// Ce qui doit être gardé dans un fichier.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Son texte.
    pub text: String,
    /// Le programme, depuis la racine du dépôt ; pour une variante, avec sa ligne.
    pub place: String,
}

/// Ce que doit contenir chaque fichier gardé, selon son chemin.
///
/// # Errors
///
/// Pourquoi des programmes ne s'explorent pas, ou ne sont pas refusés comme ils
/// devraient : un message par ligne, le programme et sa ligne d'abord.
pub fn expected() -> Result<BTreeMap<PathBuf, Kept>, String> {
    let refused = |variant: &Variant| variant.refused.is_some();
    collected(&Config::default(), refused)
}

/// Les graphes seuls, explorés de cette façon.
///
/// # Errors
///
/// Comme [`expected`].
pub fn explored(config: &Config) -> Result<BTreeMap<PathBuf, Kept>, String> {
    collected(config, |_| false)
}

/// Les graphes, et les messages des variantes que rustc refuse si `wanted`.
fn collected(
    config: &Config,
    wanted: impl Fn(&Variant) -> bool,
) -> Result<BTreeMap<PathBuf, Kept>, String> {
    let mut all = BTreeMap::new();
    let mut errors = Vec::new();
    let mut keep = |path: PathBuf, place: String, text: Result<String, String>| match text {
        Ok(text) => drop(all.insert(path, Kept { text, place })),
        Err(error) => errors.push(error),
    };
    for program in crate::listings() {
        let name = program.name.trim_start_matches(LISTING);
        let program = Program { name, ..*program };
        let place = format!("listings/{name}.rs");
        let path = folder().join(format!("{name}{GRAPH}"));
        let text = graph(&program, config, &place);
        keep(path, place, text);
    }
    for variant in variants::all().map_err(|errors| errors.join("\n"))? {
        let (path, place) = (variant.kept(&folder()), variant.place());
        if wanted(&variant) {
            keep(path, place, variants::message(&variant));
        } else if variant.refused.is_none() {
            let text = variants::prepared(&variant);
            let text = text.and_then(|program| graph(&program, config, &place));
            keep(path, place, text);
        }
    }
    match errors.is_empty() {
        true => Ok(all),
        false => Err(errors.join("\n")),
    }
}

fn graph(program: &Program, config: &Config, place: &str) -> Result<String, String> {
    let exploration = explore(program, config).map_err(|error| format!("{place}: {error}"))?;
    Ok(exploration.to_json_text())
}

/// Les fichiers gardés présents, à jour ou non.
///
/// # Errors
///
/// Un dossier qui ne se lit pas.
pub fn present() -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for chapter in folders(&folder())? {
        found.extend(with_end(&chapter, &[GRAPH])?);
        let variants = chapter.join("variantes");
        if variants.is_dir() {
            for listing in folders(&variants)? {
                found.extend(with_end(&listing, &[GRAPH, MESSAGE])?);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = entries(folder)?;
    found.retain(|path| path.is_dir());
    Ok(found)
}

fn with_end(folder: &Path, ends: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut found = entries(folder)?;
    found.retain(|path| {
        let name = path.to_string_lossy();
        ends.iter().any(|end| name.ends_with(end))
    });
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}

/// Récrit les fichiers gardés qui ont changé et efface ceux qui n'ont plus de
/// programme ; rend les chemins touchés.
///
/// # Errors
///
/// Un programme qui ne s'explore pas, ou un fichier qui ne s'écrit pas.
pub fn update() -> Result<Vec<PathBuf>, String> {
    let expected = expected()?;
    let mut touched = Vec::new();
    let failed = |path: &Path, error: io::Error| format!("{} : {error}", path.display());
    for path in present().map_err(|error| failed(&folder(), error))? {
        if !expected.contains_key(&path) {
            fs::remove_file(&path).map_err(|error| failed(&path, error))?;
            touched.push(path);
        }
    }
    for (path, Kept { text, .. }) in expected {
        if fs::read_to_string(&path).is_ok_and(|before| before == text) {
            continue;
        }
        write_if_changed(&path, text).map_err(|error| error.to_string())?;
        touched.push(path);
    }
    Ok(touched)
}

/// Le dossier des listings.
pub fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.unwrap_or(Path::new("")).join("listings")
}
