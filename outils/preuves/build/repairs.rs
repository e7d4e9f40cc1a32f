//! Les réparations éprouvées : `reparations/<programme fautif>/<verdict>_<forme>.rs`.

use crate::watch;
use std::fs;
use std::path::{Path, PathBuf};

/// Leur dossier, depuis celui du paquet.
const FOLDER: &str = "reparations";

/// Le nom de chacune, « reparation/<programme fautif>/<verdict>_<forme> », et son
/// fichier.
pub fn programs(here: &Path) -> Vec<(String, PathBuf)> {
    let folder = here.join(FOLDER);
    watch(&folder);
    let mut found = Vec::new();
    for trap in entries(&folder) {
        watch(&trap);
        for file in entries(&trap) {
            let name = format!("reparation/{}/{}", stem(&trap), stem(&file));
            found.push((name, file));
        }
    }
    found.sort();
    found
}

/// Ce que contient un dossier.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("\n\n{} : {error}\n", folder.display()));
    entries.flatten().map(|entry| entry.path()).collect()
}

/// Le nom d'un fichier, sans extension.
pub fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
