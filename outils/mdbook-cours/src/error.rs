//! Les erreurs d'un auteur : un fichier, une ligne, ce qu'il faut faire.

use std::fmt;
use std::path::{Path, PathBuf};

/// Une erreur située dans un fichier du livre.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", self.place())]
pub struct PageError {
    /// Chemin du fichier, relatif à la racine du livre.
    pub file: PathBuf,
    /// Numéro de ligne dans ce fichier, à partir de 1 ; 0 si l'erreur n'est pas
    /// celle d'une ligne.
    pub line: usize,
    /// Ce qui ne va pas et comment le corriger, en français.
    pub message: String,
}

impl PageError {
    /// Construit une erreur à la ligne `line` (à partir de 1) de `file`, ou de
    /// `file` tout entier si elle vaut 0.
    pub fn new(file: impl AsRef<Path>, line: usize, message: impl Into<String>) -> Self {
        Self {
            file: file.as_ref().to_owned(),
            line,
            message: message.into(),
        }
    }

    fn place(&self) -> String {
        match self.line {
            0 => self.file.display().to_string(),
            line => format!("{}:{line}", self.file.display()),
        }
    }
}

/// Toutes les erreurs d'un livre, rapportées d'un coup.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct PageErrors(pub Vec<PageError>);

impl fmt::Display for PageErrors {
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

/// Numéro de la ligne (à partir de 1) de l'octet `offset` de `text`.
pub fn line_of(text: &str, offset: usize) -> usize {
    1 + text[..offset].bytes().filter(|&b| b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_erreurs_disent_ou() {
        let errors = PageErrors(vec![PageError::new("src/a.md", 3, "oups")]);
        assert_eq!(
            errors.to_string(),
            "1 erreur dans le livre\n  src/a.md:3: oups"
        );
        assert_eq!(
            PageError::new("listings", 0, "oups").to_string(),
            "listings: oups"
        );
    }

    #[test]
    fn line_of_compte_a_partir_de_un() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
