//! Une solution fautive et, dans son en-tête, ce qui doit la rejeter.

use crate::error::CatalogueError;
use crate::manifest::{Rejection, Stage};
use std::fs;
use std::path::{Path, PathBuf};

/// Une solution fautive.
#[derive(Clone, Debug)]
pub struct Faulty {
    /// Le nom de son fichier, sans extension.
    pub name: String,
    /// Son fichier.
    pub path: PathBuf,
    /// L'erreur commise, en une ligne.
    pub title: String,
    /// Ce qui doit la rejeter.
    pub rejection: Rejection,
}

const EXPECTED: &str =
    "l'en-tête doit être : « //! Titre », « //! », « //! Rejet : étape », « //! Message : texte »";

impl Faulty {
    pub(crate) fn all(folder: &Path) -> Result<Vec<Self>, CatalogueError> {
        let entries =
            fs::read_dir(folder).map_err(|error| CatalogueError::new(folder, 0, error))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Result<Self, CatalogueError> {
        let text = crate::read(path)?;
        let mut lines = text.lines().map(|line| line.strip_prefix("//!"));
        let mut next = |prefix: &str, number: usize| {
            lines
                .next()
                .flatten()
                .and_then(|line| line.strip_prefix(prefix))
                .map(str::to_owned)
                .ok_or_else(|| CatalogueError::new(path, number, EXPECTED))
        };
        let title = next(" ", 1)?;
        next("", 2)?;
        let stage = next(" Rejet : ", 3)?;
        let message = next(" Message : ", 4)?;
        let stage = Stage::parse(&stage).ok_or_else(|| {
            let message =
                format!("étape « {stage} » inconnue : compilation, natif ou entrelacements");
            CatalogueError::new(path, 3, message)
        })?;
        Ok(Self {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            path: path.to_owned(),
            title,
            rejection: Rejection { stage, message },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Faulty, CatalogueError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.rs");
        fs::write(&path, text).unwrap();
        Faulty::read(&path)
    }

    #[test]
    fn l_en_tete_dit_ce_qui_rejette() {
        let faulty = read("//! T\n//!\n//! Rejet : natif\n//! Message : ne finit pas\n").unwrap();
        assert_eq!((faulty.name.as_str(), faulty.title.as_str()), ("a", "T"));
        assert_eq!(faulty.rejection.stage, Stage::Native);
        assert_eq!(faulty.rejection.message, "ne finit pas");
    }

    #[test]
    fn un_en_tete_incomplet_est_refuse_avec_sa_ligne() {
        for (text, line) in [
            ("fn f() {}\n", 1),
            ("//! T\n//!\n//! Message : m\n", 3),
            ("//! T\n//!\n//! Rejet : hasard\n//! Message : m\n", 3),
            ("//! T\n//!\n//! Rejet : natif\n", 4),
        ] {
            assert_eq!(read(text).unwrap_err().line, line, "{text}");
        }
    }
}
