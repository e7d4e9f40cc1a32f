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

/// Un fichier à écrire : son chemin, depuis un dossier que dit le contexte, et son
/// contenu.
pub type File = (PathBuf, Vec<u8>);

/// Donne au dossier `dir` les fichiers `files`, et aucun autre, sauf ceux du
/// dossier `kept`. Ce qui n'a pas changé n'est pas réécrit.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn sync_dir(dir: &Path, files: &[File], kept: &str) -> Result<()> {
    for (path, contents) in files {
        write_if_changed(&dir.join(path), contents)?;
    }
    let written: HashSet<PathBuf> = files.iter().map(|(path, _)| dir.join(path)).collect();
    remove_others(dir, &written, &dir.join(kept))
}

/// Copie dans le dossier `to` tous les fichiers du dossier `from`.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn copy_dir(from: &Path, to: &Path) -> Result<()> {
    let context = || {
        format!(
            "impossible de copier {} dans {}",
            from.display(),
            to.display()
        )
    };
    fs::create_dir_all(to).with_context(context)?;
    for entry in fs::read_dir(from).with_context(context)? {
        let path = entry.with_context(context)?.path();
        let copy = to.join(path.file_name().unwrap_or_default());
        match path.is_dir() {
            true => copy_dir(&path, &copy)?,
            false => fs::copy(&path, &copy).map(drop).with_context(context)?,
        }
    }
    Ok(())
}

/// Ce qui distingue deux versions d'un texte : une empreinte de 64 bits,
/// réduite à six chiffres hexadécimaux.
pub fn stamp(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:06x}", (hash ^ (hash >> 24) ^ (hash >> 48)) & 0xff_ffff)
}

fn remove_others(dir: &Path, written: &HashSet<PathBuf>, kept: &Path) -> Result<()> {
    let context = || format!("impossible de vider le dossier {}", dir.display());
    for entry in fs::read_dir(dir).with_context(context)? {
        let path = entry.with_context(context)?.path();
        if path == *kept {
            continue;
        }
        if path.is_dir() {
            remove_others(&path, written, kept)?;
        } else if !written.contains(&path) {
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
        let sync = |files: &[File]| sync_dir(dir.path(), files, "d/k").unwrap();
        sync(&[file("a"), file("d/b"), file("d/c")]);
        write_if_changed(&dir.path().join("d/k/l"), b"").unwrap();
        sync(&[file("a"), file("d/c")]);
        let exists = |name| dir.path().join(name).exists();
        assert_eq!(
            ["a", "d/c", "d/k/l", "d/b"].map(exists),
            [true, true, true, false]
        );

        let copy = tempfile::tempdir().unwrap();
        copy_dir(dir.path(), copy.path()).unwrap();
        assert_eq!(fs::read(copy.path().join("d/c")).unwrap(), b"d/c");
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
