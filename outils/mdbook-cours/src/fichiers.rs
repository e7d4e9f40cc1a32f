//! Écriture des fichiers générés.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Écrit `contents` dans `path`, en créant ses dossiers, seulement si le
/// fichier n'a pas déjà ce contenu : `mdbook serve` surveille ces dossiers, et
/// une écriture inutile relancerait une construction.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn write_if_changed(path: &Path, contents: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|current| current == contents) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)
            .with_context(|| format!("impossible de créer le dossier {}", parent.display()))?;
    }
    fs::write(path, contents).with_context(|| format!("impossible d'écrire {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_fichier_identique_n_est_pas_reecrit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b.txt");
        write_if_changed(&path, b"un").unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        write_if_changed(&path, b"un").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        write_if_changed(&path, b"deux").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"deux");
    }
}
