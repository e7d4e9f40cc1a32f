//! La racine du livre : le dossier de `book.toml`.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// Cherche le dossier de `book.toml` : d'abord au-dessus de ce paquet (cargo
/// dit où il est au moment de l'exécution, le dépôt peut donc être déplacé),
/// puis au-dessus du dossier courant.
///
/// # Errors
///
/// S'il n'y a `book.toml` dans aucun de ces dossiers.
pub fn find() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let current = env::current_dir().ok();
    [package, current]
        .iter()
        .flatten()
        .find_map(|start| above(start))
        .context("book.toml est introuvable : lancez la commande depuis le dépôt du cours")
}

fn above(start: &Path) -> Option<PathBuf> {
    start
        .ancestors()
        .find(|dir| dir.join("book.toml").is_file())
        .map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn book_toml_est_cherche_en_remontant() {
        let dir = tempfile::tempdir().unwrap();
        let package = dir.path().join("outils/xtask");
        fs::create_dir_all(&package).unwrap();
        assert_eq!(above(&package), None);
        fs::write(dir.path().join("book.toml"), "").unwrap();
        assert_eq!(above(&package).as_deref(), Some(dir.path()));
    }
}
