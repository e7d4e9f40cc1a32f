//! Des fichiers : en écrire un qui est généré, trouver ceux dont il vient, dire ce qui
//! ne va pas dans l'un d'eux.

mod error;

pub use error::{FileError, line_of};

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Écrit `contents` dans `path`, en créant ses dossiers, seulement si le fichier
/// n'a pas déjà ce contenu : rien ne relance alors ce qui en dépend.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn write_if_changed(path: &Path, contents: impl AsRef<[u8]>) -> io::Result<()> {
    let contents = contents.as_ref();
    if fs::read(path).is_ok_and(|current| current == contents) {
        return Ok(());
    }
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, contents))
        .map_err(|error| {
            let message = format!("impossible d'écrire {} : {error}", path.display());
            io::Error::new(error.kind(), message)
        })
}

/// Les `dossier/nom.rs` sous `root`, nommés `dossier/nom`, triés. Dit à cargo de
/// relancer le script de construction quand ils changent.
///
/// # Errors
///
/// Un dossier qui ne se lit pas, avec son chemin.
pub fn programs(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for folder in entries(root)?.into_iter().filter(|path| path.is_dir()) {
        println!("cargo:rerun-if-changed={}", folder.display());
        let folder_name = folder.file_name().unwrap_or_default().display().to_string();
        for path in entries(&folder)? {
            if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.file_stem().unwrap_or_default().display();
                found.push((format!("{folder_name}/{name}"), path));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| {
        let message = format!("{} : {error}", folder.display());
        io::Error::new(error.kind(), message)
    })?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_fichier_qui_a_deja_ce_contenu_n_est_pas_recrit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b");
        write_if_changed(&path, "un").unwrap();
        let old = std::time::SystemTime::UNIX_EPOCH;
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(old).unwrap();
        let modified = || fs::metadata(&path).unwrap().modified().unwrap();
        write_if_changed(&path, "un").unwrap();
        assert_eq!(modified(), old);
        write_if_changed(&path, "deux").unwrap();
        assert_ne!(modified(), old);
        assert_eq!(fs::read_to_string(&path).unwrap(), "deux");
        // `path` n'est pas un dossier.
        let error = write_if_changed(&path.join("c"), "").unwrap_err();
        assert!(error.to_string().contains("b/c"), "{error}");
    }
}
