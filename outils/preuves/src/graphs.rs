//! Les graphes des listings, gardés à côté d'eux : le livre les montre sans
//! compiler l'explorateur.

use crate::LISTING;
use entrelacs::{Config, Program, explore};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// La fin du nom d'un graphe.
const SUFFIX: &str = ".graphe.json";

/// Le texte que doit contenir chaque graphe, selon son chemin.
///
/// # Errors
///
/// Pourquoi un listing ne s'explore pas ; son nom est dans le message.
pub fn expected() -> Result<BTreeMap<PathBuf, String>, String> {
    explored(&Config::default())
}

/// La même chose, explorée autrement.
///
/// # Errors
///
/// Comme [`expected`].
pub fn explored(config: &Config) -> Result<BTreeMap<PathBuf, String>, String> {
    crate::listings()
        .map(|program| {
            let name = program.name.trim_start_matches(LISTING);
            let program = Program { name, ..*program };
            let exploration = explore(&program, config)
                .map_err(|error| format!("listings/{name}.rs : {error}"))?;
            let path = folder().join(format!("{name}{SUFFIX}"));
            Ok((path, exploration.to_json_text()))
        })
        .collect()
}

/// Les graphes présents, à jour ou non.
///
/// # Errors
///
/// Un dossier qui ne se lit pas.
pub fn present() -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for chapter in fs::read_dir(folder())? {
        let chapter = chapter?.path();
        if !chapter.is_dir() {
            continue;
        }
        for file in fs::read_dir(chapter)? {
            let file = file?.path();
            if file.to_string_lossy().ends_with(SUFFIX) {
                found.push(file);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Récrit les graphes qui ont changé et efface ceux qui n'ont plus de
/// listing ; rend les chemins touchés.
///
/// # Errors
///
/// Un listing qui ne s'explore pas, ou un fichier qui ne s'écrit pas.
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
    for (path, text) in expected {
        if fs::read_to_string(&path).is_ok_and(|before| before == text) {
            continue;
        }
        fs::write(&path, text).map_err(|error| failed(&path, error))?;
        touched.push(path);
    }
    Ok(touched)
}

/// Le dossier des listings.
pub fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.unwrap_or(Path::new("")).join("listings")
}
