//! Les erreurs d'un auteur, rapportées d'un coup.

pub use files::line_of;

use files::FileError;
use std::fmt;

/// Toutes les erreurs d'un livre.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BookErrors(pub Vec<FileError>);

impl fmt::Display for BookErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => write!(f, "1 erreur dans le livre")?,
            n => write!(f, "{n} erreurs dans le livre")?,
        }
        for error in &self.0 {
            write!(f, "\n  {error}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_erreurs_sont_comptees_et_situees() {
        let errors = BookErrors(vec![FileError::new("src/a.md", 3, "oups")]);
        assert_eq!(
            errors.to_string(),
            "1 erreur dans le livre\n  src/a.md:3: oups"
        );
    }
}
