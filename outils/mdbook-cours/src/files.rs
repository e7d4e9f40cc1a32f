//! Écriture des fichiers générés.

use anyhow::{Context, Result};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

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

/// Donne au dossier `dir` les fichiers `files` (chemin relatif, contenu), et
/// aucun autre. Ce qui n'a pas changé n'est pas réécrit.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn sync_dir(dir: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    for (path, contents) in files {
        write_if_changed(&dir.join(path), contents)?;
    }
    let kept: HashSet<PathBuf> = files.iter().map(|(path, _)| dir.join(path)).collect();
    remove_others(dir, &kept)
}

fn remove_others(dir: &Path, kept: &HashSet<PathBuf>) -> Result<()> {
    let context = || format!("impossible de vider le dossier {}", dir.display());
    for entry in fs::read_dir(dir).with_context(context)? {
        let path = entry.with_context(context)?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            fs::remove_file(&path).with_context(context)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_dossier_ne_garde_que_ses_fichiers() {
        let dir = tempfile::tempdir().unwrap();
        let file = |name: &str| (PathBuf::from(name), name.as_bytes().to_vec());
        sync_dir(dir.path(), &[file("a"), file("d/b"), file("d/c")]).unwrap();
        sync_dir(dir.path(), &[file("a"), file("d/c")]).unwrap();
        assert!(dir.path().join("a").exists());
        assert!(dir.path().join("d/c").exists());
        assert!(!dir.path().join("d/b").exists());
    }

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
