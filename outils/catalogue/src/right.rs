//! Une solution juste, d'une autre forme que celle du livre.

use crate::header::Header;
use files::FileError;
use std::path::{Path, PathBuf};

/// Une solution juste.
#[derive(Clone, Debug)]
pub struct Right {
    /// Le nom de son fichier, sans extension : celui de sa forme.
    pub name: String,
    /// Son fichier.
    pub path: PathBuf,
    /// Comment elle s'y prend, en une ligne.
    pub title: String,
    /// Faux si ses exécutions sont trop nombreuses pour être toutes suivies :
    /// elle passe, sans être prouvée.
    pub proven: bool,
}

const EXPECTED: &str =
    "l'en-tête doit être : « //! Titre », « //! », « //! Verdict : prouvé » (ou « non prouvé »)";

impl Right {
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, FileError> {
        let (title, mut header) = Header::titled(path, text, EXPECTED)?;
        let proven = match header.next(" Verdict : ")?.as_str() {
            "prouvé" => true,
            "non prouvé" => false,
            _ => return Err(header.error(EXPECTED)),
        };
        Ok(Self {
            name: crate::stem(path),
            path: path.to_owned(),
            title,
            proven,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Right, FileError> {
        Right::parse(Path::new("verrou.rs"), text)
    }

    #[test]
    fn l_en_tete_dit_la_forme_et_le_verdict() {
        let right = read("//! Un verrou\n//!\n//! Verdict : prouvé\n").unwrap();
        assert_eq!(
            (right.name.as_str(), right.title.as_str()),
            ("verrou", "Un verrou")
        );
        assert!(right.proven);
        assert!(
            !read("//! T\n//!\n//! Verdict : non prouvé\n")
                .unwrap()
                .proven
        );
    }

    #[test]
    fn un_en_tete_incomplet_est_refuse_avec_sa_ligne() {
        for (text, line) in [
            ("fn f() {}\n", 1),
            ("//! T\nfn f() {}\n", 2),
            ("//! T\n//!\n//! Rejet : natif\n", 3),
            ("//! T\n//!\n//! Verdict : peut-être\n", 3),
        ] {
            assert_eq!(read(text).unwrap_err().line, line, "{text}");
        }
    }
}
