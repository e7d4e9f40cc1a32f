//! Un dossier jetable.

use std::fs;
use tempfile::TempDir;

/// Un dossier qui s'efface avec la valeur rendue, et qui contient `files` : leur
/// chemin, leur texte.
///
/// # Panics
///
/// S'il ne s'écrit pas.
pub fn tree<N: AsRef<str>, T: AsRef<str>>(files: impl IntoIterator<Item = (N, T)>) -> TempDir {
    let root = tempfile::tempdir().expect("un dossier temporaire se crée");
    for (name, text) in files {
        let path = root.path().join(name.as_ref());
        let folder = path.parent().expect("un fichier a un dossier");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text.as_ref()))
            .expect("un dossier temporaire s'écrit");
    }
    root
}
