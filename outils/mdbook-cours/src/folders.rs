//! Écriture des dossiers générés.

use anyhow::{Context, Result};
use files::write_if_changed;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Un fichier à écrire : son chemin, depuis un dossier que dit le contexte, et son
/// contenu.
pub type File = (PathBuf, Vec<u8>);

/// Donne au dossier `dir` les fichiers `files`, et aucun autre, sauf ceux des
/// dossiers `kept`. Ce qui n'a pas changé n'est pas réécrit.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn sync_dir(dir: &Path, files: &[File], kept: &[&str]) -> Result<()> {
    for (path, contents) in files {
        write_if_changed(&dir.join(path), contents)?;
    }
    let written: HashSet<PathBuf> = files.iter().map(|(path, _)| dir.join(path)).collect();
    let kept: Vec<PathBuf> = kept.iter().map(|folder| dir.join(folder)).collect();
    match dir.exists() {
        true => remove_others(dir, &written, &kept),
        false => Ok(()),
    }
}

/// Copie dans le dossier `to` tous les fichiers du dossier `from`.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn copy_dir(from: &Path, to: &Path) -> Result<()> {
    each_file(from, to, |from, to| fs::copy(from, to).map(drop))
}

/// Fait du dossier `to`, neuf, le même que `from`, sans rien recopier là où le système le
/// permet : un fichier y est alors le même fichier. Il ne se réécrit plus sur place ;
/// [`update_dir`] le remplace.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn link_dir(from: &Path, to: &Path) -> Result<()> {
    each_file(from, to, |from, to| {
        fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
    })
}

/// Met dans le dossier `to` les fichiers de `from` qui n'y sont pas, ou pas les mêmes.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn update_dir(from: &Path, to: &Path) -> Result<()> {
    each_file(from, to, |from, to| {
        let contents = fs::read(from)?;
        match fs::read(to) {
            Ok(current) if current == contents => return Ok(()),
            Ok(_) => fs::remove_file(to)?,
            Err(_) => {}
        }
        fs::write(to, contents)
    })
}

/// Donne à `act` chaque fichier du dossier `from`, et la place qui lui répond dans `to`,
/// dont les dossiers existent.
fn each_file(
    from: &Path,
    to: &Path,
    act: impl Fn(&Path, &Path) -> std::io::Result<()>,
) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry.with_context(|| format!("{} ne se lit pas", from.display()))?;
        let place = to.join(entry.path().strip_prefix(from).unwrap_or(entry.path()));
        let done = match entry.file_type().is_dir() {
            true => fs::create_dir_all(&place),
            false => act(entry.path(), &place),
        };
        done.with_context(|| format!("impossible d'écrire {}", place.display()))?;
    }
    Ok(())
}

/// Donne à `act` chaque page du dossier `pages`, que mdBook a écrite : son chemin et
/// son HTML. Ce qu'il rend la remplace. Les pages se suivent dans n'importe quel ordre,
/// plusieurs à la fois.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin, ou celle de `act`.
pub fn rewrite_pages(
    pages: &Path,
    act: impl for<'a> Fn(&Path, &'a str) -> Result<Cow<'a, str>> + Sync,
) -> Result<()> {
    let entries = WalkDir::new(pages).into_iter();
    let files: Vec<PathBuf> = entries
        .map(|entry| entry.map(walkdir::DirEntry::into_path))
        .filter(|path| !matches!(path, Ok(path) if path.extension().is_none_or(|it| it != "html")))
        .collect::<Result<_, _>>()
        .context("le dossier des pages ne se lit pas")?;
    // Une à la fois : celle du livre entier est bien plus longue que les autres.
    files.par_iter().with_max_len(1).try_for_each(|path| {
        let context = || format!("impossible de compléter {}", path.display());
        let html = fs::read_to_string(path).with_context(context)?;
        if let Cow::Owned(rewritten) = act(path, &html)? {
            fs::write(path, rewritten).with_context(context)?;
        }
        Ok(())
    })
}

fn remove_others(dir: &Path, written: &HashSet<PathBuf>, kept: &[PathBuf]) -> Result<()> {
    let context = || format!("impossible de vider le dossier {}", dir.display());
    for entry in fs::read_dir(dir).with_context(context)? {
        let path = entry.with_context(context)?.path();
        if kept.contains(&path) {
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
        let sync = |files: &[File]| sync_dir(dir.path(), files, &["d/k"]).unwrap();
        sync(&[file("a"), file("d/b"), file("d/c")]);
        write_if_changed(&dir.path().join("d/k/l"), "").unwrap();
        sync(&[file("a"), file("d/c")]);
        let exists = |name| dir.path().join(name).exists();
        assert_eq!(
            ["a", "d/c", "d/k/l", "d/b"].map(exists),
            [true, true, true, false]
        );

        let next = tempfile::tempdir().unwrap();
        link_dir(dir.path(), next.path()).unwrap();
        let changes = tempfile::tempdir().unwrap();
        write_if_changed(&changes.path().join("a"), "autre").unwrap();
        update_dir(changes.path(), next.path()).unwrap();
        let read = |folder: &tempfile::TempDir, name| fs::read(folder.path().join(name)).unwrap();
        assert_eq!(read(&next, "a"), b"autre");
        assert_eq!(read(&next, "d/c"), b"d/c");
        assert_eq!(read(&dir, "a"), b"a", "celui d'avant ne change pas");

        let copy = tempfile::tempdir().unwrap();
        copy_dir(dir.path(), copy.path()).unwrap();
        assert_eq!(fs::read(copy.path().join("d/c")).unwrap(), b"d/c");
    }
}
