//! Écrire un fichier généré.

use std::path::Path;
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
