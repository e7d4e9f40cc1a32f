//! Une solution fautive et, dans son en-tête, ce qui doit la rejeter.

use crate::header::Header;
use crate::manifest::{Rejection, Stage};
use files::FileError;
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

const EXPECTED: &str = "l'en-tête doit être : « //! Titre », « //! », « //! Rejet : étape, vérification » (ou « //! Rejet : \
                        compilation »), « //! Message : texte »";

impl Faulty {
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, FileError> {
        let (title, mut header) = Header::titled(path, text, EXPECTED)?;
        let rejection = header.next(" Rejet : ")?;
        let (stage, test) = match rejection.split_once(", ") {
            Some((stage, test)) => (stage, Some(test.to_owned())),
            None => (rejection.as_str(), None),
        };
        let stage = Stage::parse(stage).ok_or_else(|| {
            header.error(&format!(
                "étape « {stage} » inconnue : compilation, natif, entrelacements ou connexions"
            ))
        })?;
        // Le compilateur, lui, refuse avant toute vérification.
        if test.is_some() != (stage != Stage::Compile) {
            return Err(header.error(EXPECTED));
        }
        let message = header.next(" Message : ")?;
        Ok(Self {
            name: crate::stem(path),
            path: path.to_owned(),
            title,
            rejection: Rejection {
                stage,
                test,
                message,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Faulty, FileError> {
        Faulty::parse(Path::new("verrou.rs"), text)
    }

    #[test]
    fn l_en_tete_dit_ce_qui_rejette() {
        let faulty =
            read("//! T\n//!\n//! Rejet : natif, cela_marche\n//! Message : ne finit pas\n")
                .unwrap();
        assert_eq!(
            (faulty.name.as_str(), faulty.title.as_str()),
            ("verrou", "T")
        );
        assert_eq!(faulty.rejection.stage, Stage::Native);
        assert_eq!(faulty.rejection.test.as_deref(), Some("cela_marche"));
        assert_eq!(faulty.rejection.message, "ne finit pas");
        let refused = read("//! T\n//!\n//! Rejet : compilation\n//! Message : E0594\n").unwrap();
        assert_eq!(refused.rejection.test, None);
    }

    #[test]
    fn un_en_tete_incomplet_est_refuse_avec_sa_ligne() {
        for (text, line) in [
            ("fn f() {}\n", 1),
            ("//! T\n//!\n//! Message : m\n", 3),
            ("//! T\n//!\n//! Rejet : hasard, v\n//! Message : m\n", 3),
            ("//! T\n//!\n//! Rejet : natif\n//! Message : m\n", 3),
            (
                "//! T\n//!\n//! Rejet : compilation, v\n//! Message : m\n",
                3,
            ),
            ("//! T\n//!\n//! Rejet : natif, v\n", 4),
        ] {
            assert_eq!(read(text).unwrap_err().line, line, "{text}");
        }
    }
}
